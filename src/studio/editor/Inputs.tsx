import { useState } from 'react';
import { exampleTable, type Input, type NamedInput } from '../../session';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { InputValue } from './InputValue';
import { addInput } from './repairs';
import { TextField } from './TextField';
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
