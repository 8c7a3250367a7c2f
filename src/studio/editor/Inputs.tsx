import { type ChangeEvent, useState } from 'react';
import {
  EXAMPLE_TABLES,
  exampleTable,
  type Input,
  InputError,
  loadTable,
  type NamedInput,
  parseListInput,
  parseNumberInput,
  parseTextInput,
  printListInput,
  printNumberInput,
} from '../../session';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { InputKnob } from './InputKnob';
import { addInput } from './repairs';
import { useUnread } from './unread';

const words = strings.editor;

/** The program's arguments, to be changed while it plays. */
export function Inputs() {
  const inputs = useDocument((document) => document.inputs);
  const unread = useUnread();
  return (
    <aside className="inputs" aria-label={words.inputs}>
      <header>
        <h3>{words.inputs}</h3>
        <AddInput taken={inputs.map((input) => input.name)} />
      </header>
      {inputs.length === 0 && <p className="empty">{words.noInputs}</p>}
      {inputs.map((input) => (
        <InputRow key={input.name} named={input} unread={unread.has(input.name)} />
      ))}
    </aside>
  );
}

const FRESH: Readonly<Record<Input['kind'], () => Input>> = {
  number: () => ({ kind: 'number', type: 'int', value: 2 }),
  text: () => ({ kind: 'text', value: '' }),
  list: () => ({ kind: 'list', type: 'int', values: [1, 2, 3] }),
  table: () => exampleTable('orders'),
};

function AddInput({ taken }: { readonly taken: readonly string[] }) {
  return (
    <select
      className="select"
      aria-label={words.addInputLabel}
      value=""
      onChange={(event) => {
        const make = Object.entries(FRESH).find(([kind]) => kind === event.target.value)?.[1];
        if (make) addInput(freshName(taken), make());
      }}
    >
      <option value="">{words.addInput}</option>
      {Object.entries(words.kinds).map(([kind, label]) => (
        <option key={kind} value={kind}>
          {label}
        </option>
      ))}
    </select>
  );
}

function freshName(taken: readonly string[]): string {
  const letters = ['k', 'm', 'd', 'xs', 'rows'];
  const free = letters.find((letter) => !taken.includes(letter));
  let number = 1;
  while (!free && taken.includes(`input_${number}`)) number++;
  return free ?? `input_${number}`;
}

function change(name: string, input: Input): void {
  session.commit(words.inputValue(name), 'user', (draft) => {
    const found = draft.inputs.find((each) => each.name === name);
    if (found) found.input = structuredClone(input) as typeof found.input;
  });
}

function remove(name: string): void {
  session.commit(words.removeInput(name), 'user', (draft) => {
    draft.inputs = draft.inputs.filter((each) => each.name !== name);
  });
}

function InputRow({
  named: { name, input },
  unread,
}: {
  readonly named: NamedInput;
  /** Whether the program no longer reads it. */
  readonly unread: boolean;
}) {
  return (
    <div className="input-row" data-input={name} data-unread={unread}>
      <NameField name={name} />
      <InputValue name={name} input={input} />
      <button
        type="button"
        className="icon-button"
        aria-label={words.removeInput(name)}
        onClick={() => remove(name)}
      >
        <Icon name="close" />
      </button>
      {unread && (
        <p className="input-unread" role="status">
          {words.unreadAbout(name)}
          <button type="button" className="link" onClick={() => remove(name)}>
            {words.removeUnread}
          </button>
        </p>
      )}
    </div>
  );
}

function NameField({ name }: { readonly name: string }) {
  const [error, setError] = useState('');

  function rename(next: string): string {
    if (next === name) return '';
    if (!/^[A-Za-z_]\w*$/.test(next)) return words.badName;
    if (next === 'n' || session.getState().document.inputs.some((each) => each.name === next)) {
      return words.takenName(next);
    }
    session.commit(words.renameNamed(name), 'user', (draft) => {
      const found = draft.inputs.find((each) => each.name === name);
      if (found) found.name = next;
    });
    return '';
  }

  return (
    <TextField
      label={words.inputName}
      className="input-name"
      text={name}
      error={error}
      onCommit={(text) => setError(rename(text.trim()))}
    />
  );
}

function InputValue({ name, input }: { readonly name: string; readonly input: Input }) {
  switch (input.kind) {
    case 'number':
      return (
        <div className="input-number">
          <ParsedField name={name} text={printNumberInput(input)} parse={parseNumberInput} />
          <InputKnob name={name} input={input} />
        </div>
      );
    case 'list':
      return <ParsedField name={name} text={printListInput(input)} parse={parseListInput} />;
    case 'text':
      return <ParsedField name={name} text={input.value} parse={parseTextInput} long />;
    case 'table':
      return <TableValue name={name} input={input} />;
  }
}

function ParsedField({
  name,
  text,
  parse,
  long = false,
}: {
  readonly name: string;
  readonly text: string;
  readonly parse: (text: string) => Input;
  readonly long?: boolean;
}) {
  const [error, setError] = useState('');

  function commit(typed: string): void {
    if (typed === text) {
      setError('');
      return;
    }
    try {
      change(name, parse(typed));
      setError('');
    } catch (problem) {
      if (!(problem instanceof InputError)) throw problem;
      setError(problem.message);
    }
  }

  return <TextField label={words.inputValue(name)} text={text} error={error} onCommit={commit} long={long} />;
}

/** A field that is taken over on Enter or when it is left; Escape gives it back. */
function TextField({
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
  const keys = (key: string, blur: () => void): void => {
    if (key === 'Enter') blur();
    if (key === 'Escape') setDraft(undefined);
  };
  const field =
    long && text.includes('\n') ? (
      <textarea {...shared} rows={3} />
    ) : (
      <input {...shared} onKeyDown={(event) => keys(event.key, () => event.currentTarget.blur())} />
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

function TableValue({
  name,
  input,
}: {
  readonly name: string;
  readonly input: Extract<Input, { kind: 'table' }>;
}) {
  const [error, setError] = useState('');

  async function load(file: File): Promise<void> {
    try {
      change(name, await loadTable(file));
      setError('');
    } catch (problem) {
      if (!(problem instanceof InputError)) throw problem;
      setError(problem.message);
    }
  }

  return (
    <div className="input-table">
      <select
        className="select"
        aria-label={words.exampleTable(name)}
        value={input.source.kind === 'example' ? input.source.name : ''}
        onChange={(event) => change(name, exampleTable(event.target.value))}
      >
        {input.source.kind !== 'example' && <option value="">{input.source.name}</option>}
        {EXAMPLE_TABLES.map((table) => (
          <option key={table.name}>{table.name}</option>
        ))}
      </select>
      <label className="link">
        {words.loadFile}
        <input
          type="file"
          className="visually-hidden"
          accept=".csv,.tsv,.json,.jsonl,.ndjson,.parquet"
          aria-label={words.loadFileLabel(name)}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void load(file);
            event.target.value = '';
          }}
        />
      </label>
      <small>{words.rows(input.rows.length, input.columns.length)}</small>
      <small className="columns">
        {input.columns.map((column) => `${column.name} ${column.type}`).join(' · ')}
      </small>
      {error && (
        <span role="alert" className="field-error">
          {error}
        </span>
      )}
    </div>
  );
}
