import { PRESETS, type Preset, putPreset } from '../../../session';
import { LOOKS } from '../../backends';
import { atBoundary } from '../../quantised';
import { strings } from '../../strings';
import { session, useDocument, useView } from '../../studio';
import { Section } from './Section';

const words = strings.browser;

/** Presets, for the channel that they are made for or the one whose code is shown. */
export function Presets() {
  const tab = useView((state) => state.tab);
  return (
    <Section id="presets" grow={3}>
      <ul className="browser-list">
        {PRESETS.map((preset) => (
          <PresetItem key={preset.id} preset={preset} channel={preset.target ?? tab} />
        ))}
      </ul>
    </Section>
  );
}

function PresetItem({ preset, channel }: { readonly preset: Preset; readonly channel: keyof typeof LOOKS }) {
  const on = useDocument((document) => isOn(preset, document.channels[channel]));
  const place = preset.target ? '' : strings.channel[channel];
  return (
    <li>
      <button
        type="button"
        className="browser-item"
        aria-current={on}
        aria-label={words.presetOn(preset.name, strings.channel[channel])}
        title={preset.about}
        onClick={() => atBoundary(preset.name, () => putPreset(session, preset, channel))}
      >
        <i style={preset.target && { background: LOOKS[preset.target].hue }} />
        <span className="browser-name">{preset.name}</span>
        {place && <small>{words.onChannel(place)}</small>}
      </button>
    </li>
  );
}

function isOn(
  preset: Preset,
  settings: {
    level: number;
    parallel: number;
    unsafe: boolean;
    effects: readonly { pass: string; on: boolean }[];
  },
): boolean {
  return (
    settings.level === preset.level &&
    settings.parallel === preset.parallel &&
    settings.unsafe === preset.unsafe &&
    settings.effects.every(
      ({ pass, on }) => on === (preset.effects === 'all' || preset.effects.includes(pass)),
    )
  );
}
