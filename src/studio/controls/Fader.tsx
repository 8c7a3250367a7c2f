import type { CSSProperties } from 'react';
import type { Parameter } from '../../session';
import { Mark } from './marks';
import { NumberField } from './NumberField';
import { useSlider } from './useSlider';

/**
 * A vertical fader: slot, fill and cap.
 * @param effective where lanes and macros take the value, 0–1; drawn as a mark
 */
export function Fader({
  parameter,
  effective,
}: {
  readonly parameter: Parameter;
  readonly effective?: number | undefined;
}) {
  const { unit, mark, waiting, field, slider } = useSlider({
    parameter,
    travel: (element) =>
      Math.max(40, element.clientHeight - (element.querySelector('.fader-cap')?.clientHeight ?? 0)),
    effective,
  });
  return (
    <div className="fader" {...slider} style={{ '--unit': unit } as CSSProperties}>
      <div className="fader-fill" />
      {effective !== undefined && (
        <div className="fader-mark" style={{ '--unit': effective } as CSSProperties} />
      )}
      {waiting !== undefined && (
        <div className="fader-waiting" style={{ '--unit': waiting } as CSSProperties} />
      )}
      <div className="fader-cap" />
      {mark && <Mark mark={mark} isBelow={waiting !== undefined && waiting < unit} />}
      {field && <NumberField {...field} />}
    </div>
  );
}
