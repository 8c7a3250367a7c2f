import { strings } from '../strings';

/** Beats of a fade that are offered; 0 is at once. */
const FADES = [0, 1, 2, 4, 8, 16, 32];

/** Over how many beats a scene fades in. */
export function FadeSelect({
  label,
  fade,
  onChange,
}: {
  readonly label: string;
  readonly fade: number;
  readonly onChange: (fade: number) => void;
}) {
  const offered = FADES.includes(fade) ? FADES : [...FADES, fade];
  return (
    <select
      className="select"
      aria-label={label}
      value={fade}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {offered.map((beats) => (
        <option key={beats} value={beats}>
          {strings.scenes.fadeOver(beats)}
        </option>
      ))}
    </select>
  );
}
