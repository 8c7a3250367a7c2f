import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import { COMMANDS, type Command as StudioCommand } from '../commands';
import { firstKeys, runCommand } from '../commands/dispatch';
import { showKeys } from '../commands/keymap';
import { strings } from '../strings';
import { useView, view } from '../studio';

/** Every command by name. Loaded when it is first asked for. */
export default function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    dialog.current?.showModal();
    // A modal dialog focuses its first focusable part, which is the list's frame and takes no text.
    dialog.current?.querySelector('input')?.focus();
  }, []);

  const close = () => view.setState({ paletteOpen: false });

  return (
    <dialog ref={dialog} className="palette" aria-label={strings.palette.title} onClose={close}>
      <Command label={strings.palette.title} loop>
        <Command.Input className="palette-input" placeholder={strings.palette.placeholder} autoFocus />
        <Command.List className="palette-list">
          <Command.Empty className="palette-empty">{strings.palette.none}</Command.Empty>
          {COMMANDS.filter((command) => command.id !== 'view.palette').map((command) => (
            <Command.Item
              key={command.id}
              value={command.label}
              keywords={command.id.split('.')}
              onSelect={() => {
                close();
                runCommand(command);
              }}
            >
              <span>{command.label}</span>
              <Keys command={command} />
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}

function Keys({ command }: { readonly command: StudioCommand }) {
  const keys = useView((state) => firstKeys(command, state.keys));
  return keys && <kbd>{showKeys(keys)}</kbd>;
}
