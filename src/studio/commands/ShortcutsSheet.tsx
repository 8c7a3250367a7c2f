import { type KeyboardEvent, useState } from 'react';
import { COMMANDS, type Command } from '../commands';
import { strings } from '../strings';
import { useView, view } from '../studio';
import { Dialog } from './Dialog';
import { commandById } from './dispatch';
import { type CommandGroup, commandGroups } from './groups';
import { bind, binding, chordOf, keysOf, rebound, showKeys, unbind } from './keymap';

const words = strings.commands;

/** The cheat sheet: every command with its keys, and where the performer gives it others. */
export default function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  const [find, setFind] = useState('');
  const [all, setAll] = useState(false);
  const [asking, setAsking] = useState<string>();
  const keys = useView((state) => state.keys);
  const own = Object.keys(keys).length;
  const text = find.trim().toLowerCase();
  const groups = commandGroups(
    COMMANDS.filter((command) =>
      text === ''
        ? all || keysOf(command, keys).length > 0 || command.id in keys
        : command.label.toLowerCase().includes(text) ||
          keysOf(command, keys).some((key) => showKeys(key).toLowerCase().includes(text)),
    ),
  );

  return (
    <Dialog
      title={words.shortcuts}
      className="shortcuts"
      onClose={onClose}
      fact={
        <button
          type="button"
          className="link"
          disabled={own === 0}
          onClick={() => view.setState({ keys: {} })}
        >
          {words.resetAll}
        </button>
      }
    >
      <div className="shortcuts-head">
        <input
          className="field"
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <label className="check">
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
          {words.showAll}
        </label>
      </div>
      <p className="shortcuts-about">{words.about}</p>
      {groups.length === 0 && <p className="empty">{strings.palette.none}</p>}
      <div className="shortcuts-groups">
        {groups.map((group) => (
          <Group key={group.id} group={group} asking={asking} onAsk={setAsking} />
        ))}
      </div>
    </Dialog>
  );
}

function Group({
  group,
  asking,
  onAsk,
}: {
  readonly group: CommandGroup;
  readonly asking: string | undefined;
  readonly onAsk: (id: string | undefined) => void;
}) {
  return (
    <section aria-label={group.title}>
      <h3>{group.title}</h3>
      <ul>
        {group.commands.map((command) => (
          <Row
            key={command.id}
            command={command}
            asking={asking === command.id}
            onAsk={(ask) => onAsk(ask ? command.id : undefined)}
          />
        ))}
      </ul>
    </section>
  );
}

/** A command and its keys. Its button asks for new ones: the next key press, unless that belongs to another command. */
function Row({
  command,
  asking,
  onAsk,
}: {
  readonly command: Command;
  readonly asking: boolean;
  readonly onAsk: (ask: boolean) => void;
}) {
  const bindings = useView((state) => state.keys);
  const [wanted, setWanted] = useState<string>();
  const keys = keysOf(command, bindings);
  const taken = wanted === undefined ? undefined : binding(wanted, command.id, COMMANDS, bindings);

  function end(): void {
    setWanted(undefined);
    onAsk(false);
  }

  function take(chord: string): void {
    view.setState({ keys: bind(chord, command.id, COMMANDS, bindings) });
    end();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!asking || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event.nativeEvent);
    if (chord === undefined) return;
    if (chord === 'Escape') end();
    else if (chord === 'Backspace' || chord === 'Delete') {
      view.setState({ keys: unbind(command.id, bindings) });
      end();
    } else if (binding(chord, command.id, COMMANDS, bindings).kind === 'free') take(chord);
    else setWanted(chord);
  }

  return (
    <li className="shortcut" data-command={command.id}>
      <span>{command.label}</span>
      {command.id in bindings && (
        <button
          type="button"
          className="link"
          aria-label={words.resetOne(command.label)}
          onClick={() => view.setState({ keys: rebound(command, COMMANDS, bindings) })}
        >
          {words.reset}
        </button>
      )}
      <button
        type="button"
        className="shortcut-keys"
        aria-label={words.rebind(command.label, keys.map((key) => showKeys(key)).join(', '))}
        aria-pressed={asking}
        onClick={() => (asking ? end() : onAsk(true))}
        onKeyDown={onKeyDown}
        onBlur={() => asking && wanted === undefined && end()}
      >
        {asking ? (
          <em>{words.press}</em>
        ) : keys.length === 0 ? (
          <em>{words.none}</em>
        ) : (
          keys.map((key) => <kbd key={key}>{showKeys(key)}</kbd>)
        )}
      </button>
      {asking && wanted !== undefined && taken && taken.kind !== 'free' && (
        <div className="shortcut-conflict" role="alert">
          {taken.kind === 'reserved' ? (
            words.reserved(showKeys(wanted), taken.by)
          ) : (
            <>
              {words.taken(showKeys(wanted), commandById(taken.by.id)?.label ?? taken.by.label)}
              <button type="button" className="button small" onClick={() => take(wanted)}>
                {words.take}
              </button>
            </>
          )}
          <button type="button" className="button small" onClick={end}>
            {words.leave}
          </button>
        </div>
      )}
    </li>
  );
}
