import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import { COMMANDS, showKeys } from '../commands';
import { strings } from '../strings';
import { view } from '../studio';

/** Every command by name. Loaded when it is first asked for. */
export default function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    dialog.current?.showModal();
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
              onSelect={() => {
                close();
                command.run();
              }}
            >
              <span>{command.label}</span>
              {command.keys[0] && <kbd>{showKeys(command.keys[0])}</kbd>}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </dialog>
  );
}
