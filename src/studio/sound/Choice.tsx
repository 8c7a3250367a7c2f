/** A labelled choice among a few values. */
export function Choice<T extends string | number>({
  label,
  hidden = false,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  /** Whether the label is only for those who can't see what the choice belongs to. */
  readonly hidden?: boolean;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <label className="sound-choice">
      <span className={hidden ? 'visually-hidden' : 'label'}>{label}</span>
      <select
        className="select"
        value={String(value)}
        onChange={(event) => {
          const next = options.find((each) => String(each.value) === event.target.value);
          if (next) onChange(next.value);
        }}
      >
        {options.map((each) => (
          <option key={each.value} value={String(each.value)}>
            {each.name}
          </option>
        ))}
      </select>
    </label>
  );
}
