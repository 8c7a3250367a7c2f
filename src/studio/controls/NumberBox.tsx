import type { Parameter } from '../../session';
import { Mark } from './marks';
import { NumberField } from './NumberField';
import { useSlider } from './useSlider';

const TRAVEL = 200;

/** A number to drag, turn or type, as for tempo and data size. */
export function NumberBox({
  parameter,
  label,
  effective,
}: {
  readonly parameter: Parameter;
  readonly label: string;
  /** Where lanes and macros take the value, 0–1. */
  readonly effective?: number | undefined;
}) {
  const { value, unit, mark, waiting, field, slider } = useSlider({
    parameter,
    travel: TRAVEL,
    orientation: 'horizontal',
    effective,
  });
  return (
    <div className="number-box" {...slider}>
      <span className="label">{label}</span>
      <span className="number">{parameter.short(value)}</span>
      {effective !== undefined && (
        <span className="number-effective">{`→ ${parameter.short(parameter.fromUnit(effective))}`}</span>
      )}
      {mark && <Mark mark={mark} isBelow={waiting !== undefined && waiting < unit} />}
      {field && <NumberField {...field} />}
    </div>
  );
}
