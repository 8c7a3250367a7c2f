import { type ChangeEvent, useState } from 'react';

/** A field that is taken over when it is left, one of a single line on Enter too; Escape gives it back. */
export function TextField({
  label,
  text,
  error,
  className = '',
  long = false,
  onCommit,
}: {
  readonly label: string;
  readonly text: string;
  readonly error: string;
  readonly className?: string;
  readonly long?: boolean;
  readonly onCommit: (text: string) => void;
}) {
  const [draft, setDraft] = useState<string>();
  const shared = {
    className: `field ${className}`,
    'aria-label': label,
    'aria-invalid': error !== '',
    title: error || undefined,
    spellCheck: false,
    autoComplete: 'off',
    value: draft ?? text,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setDraft(event.target.value),
    onBlur: () => {
      if (draft !== undefined) onCommit(draft);
      setDraft(undefined);
    },
  };
  const onEscape = (key: string): void => {
    if (key === 'Escape') setDraft(undefined);
  };
  const field =
    long && text.includes('\n') ? (
      <textarea {...shared} rows={3} onKeyDown={({ key }) => onEscape(key)} />
    ) : (
      <input
        {...shared}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') currentTarget.blur();
          onEscape(key);
        }}
      />
    );
  return (
    <span className="field-box">
      {field}
      {error && (
        <span role="alert" className="field-error">
          {error}
        </span>
      )}
    </span>
  );
}
