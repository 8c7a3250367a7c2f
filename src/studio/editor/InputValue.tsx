import { useState } from 'react';
import {
  EXAMPLE_TABLES,
  exampleTable,
  type Input,
  InputError,
  loadTable,
  parseListInput,
  parseNumberInput,
  parseTextInput,
  printListInput,
  printNumberInput,
} from '../../session';
import { strings } from '../strings';
import { session } from '../studio';
import { InputKnob } from './InputKnob';
import { TextField } from './TextField';

const words = strings.editor;

/** What an input is, to be changed in the way of its kind. */
export function InputValue({ name, input }: { readonly name: string; readonly input: Input }) {
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

function change(name: string, input: Input): void {
  session.commit(words.inputValue(name), 'user', (draft) => {
    const found = draft.inputs.find((each) => each.name === name);
    if (found) found.input = structuredClone(input) as typeof found.input;
  });
}
