import type { Parameter } from '../../session';
import { Mark } from './marks';
import { NumberField } from './NumberField';
import { useSlider } from './useSlider';

const START = -135;
const SWEEP = 270;
const TRAVEL = 150;

/** A 270 degree arc with its value in text. */
export function Knob({
  parameter,
  effective,
  layout = 'row',
}: {
  readonly parameter: Parameter;
  /** Where lanes and macros take the value, 0–1. */
  readonly effective?: number | undefined;
  /** `bare` is the arc alone, beside a field that shows the value. */
  readonly layout?: 'row' | 'column' | 'bare';
}) {
  const { value, unit, mark, waiting, field, slider } = useSlider({
    parameter,
    travel: TRAVEL,
    effective,
  });
  return (
    <div className={`knob knob-${layout}`} {...slider}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path className="knob-track" d={arc(0, 1)} />
        {unit > 0 && <path className="knob-value" d={arc(0, unit)} />}
        {effective !== undefined && (
          <path className="knob-mark" d={arc(effective - 0.012, effective + 0.012)} />
        )}
        {waiting !== undefined && <path className="knob-waiting" d={arc(waiting - 0.012, waiting + 0.012)} />}
      </svg>
      {mark && <Mark mark={mark} isBelow={waiting !== undefined && waiting < unit} />}
      {layout !== 'bare' && (
        <>
          <span className="knob-name">{parameter.name}</span>
          <span className="knob-number">{parameter.short(value)}</span>
        </>
      )}
      {field && <NumberField {...field} />}
    </div>
  );
}

/** An SVG path along the knob's arc between two positions of 0–1. */
function arc(from: number, to: number): string {
  const [start, end] = [Math.max(0, from), Math.min(1, Math.max(to, from + 0.001))];
  const large = (end - start) * SWEEP > 180 ? 1 : 0;
  return `M${onArc(start)}A9 9 0 ${large} 1 ${onArc(end)}`;
}

function onArc(unit: number): string {
  const angle = ((START + SWEEP * unit) * Math.PI) / 180;
  return `${(12 + 9 * Math.sin(angle)).toFixed(3)} ${(12 - 9 * Math.cos(angle)).toFixed(3)}`;
}
