import { useEffect, useId, useRef, useState } from 'react';

/** The box in which a value is typed, over the control it belongs to. */
export function NumberField({
  label,
  initial,
  trouble,
  onDone,
}: {
  readonly label: string;
  readonly initial: string;
  /** What is wrong with a text, in words; undefined when it is a value. */
  readonly trouble: (text: string) => string | undefined;
  /** The text, or undefined when typing was cancelled. */
  readonly onDone: (text: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const [error, setError] = useState<string>();
  const errorId = useId();

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

  /** Takes a value; a text that is none stays, with what is wrong with it. */
  function enter(text: string): void {
    const wrong = trouble(text);
    if (wrong === undefined) finish(text);
    else setError(wrong);
  }

  return (
    <>
      <input
        ref={input}
        className="number-field"
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : errorId}
        defaultValue={initial}
        autoComplete="off"
        spellCheck={false}
        onPointerDown={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onChange={() => setError(undefined)}
        onBlur={(event) => {
          const { value } = event.currentTarget;
          finish(trouble(value) === undefined ? value : undefined);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') enter(event.currentTarget.value);
          if (event.key === 'Escape') finish(undefined);
        }}
      />
      {error !== undefined && (
        <span className="number-error" id={errorId} role="alert">
          {error}
        </span>
      )}
    </>
  );
}
