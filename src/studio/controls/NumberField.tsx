import { useEffect, useRef } from 'react';

/** The box in which a value is typed, over the control it belongs to. */
export function NumberField({
  label,
  initial,
  onDone,
}: {
  readonly label: string;
  readonly initial: string;
  /** The text, or undefined when typing was cancelled. */
  readonly onDone: (text: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);

  useEffect(() => {
    const field = input.current;
    field?.focus();
    // What was opened by a digit goes on after it; what was opened by Enter is replaced.
    if (initial.length > 1) field?.select();
  }, [initial]);

  function finish(text: string | undefined): void {
    // Closing the box blurs it, which must not answer a second time.
    if (done.current) return;
    done.current = true;
    onDone(text);
  }

  return (
    <input
      ref={input}
      className="number-field"
      aria-label={label}
      defaultValue={initial}
      autoComplete="off"
      spellCheck={false}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(undefined);
      }}
    />
  );
}
