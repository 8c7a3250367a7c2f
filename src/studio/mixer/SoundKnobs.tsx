import { type ChannelId, parameterById } from '../../session';
import { Knob } from '../controls/Knob';
import { useEffectiveUnit } from '../effective';

/** Gain and pan of a channel, side by side. */
export function SoundKnobs({ id }: { readonly id: ChannelId }) {
  return (
    <div className="strip-sound">
      <SoundKnob id={`${id}.gain`} />
      <SoundKnob id={`${id}.pan`} />
    </div>
  );
}

function SoundKnob({ id }: { readonly id: string }) {
  const parameter = parameterById(id);
  return <Knob parameter={parameter} effective={useEffectiveUnit(parameter)} />;
}
