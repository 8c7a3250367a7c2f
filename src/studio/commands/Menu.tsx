import { Menu as Base } from '@base-ui/react/menu';
import type { Command } from '../commands';
import { strings } from '../strings';
import { useView, view } from '../studio';
import { firstKeys, runCommand } from './dispatch';
import { type CommandGroup, commandGroups } from './groups';
import { showKeys } from './keymap';
import { Popup } from './Popup';

const GROUPS = commandGroups();

/**
 * Every command, in menus by group. Loaded when it is first opened.
 * @param anchor the button that it opens from
 */
export default function Menu({ anchor }: { readonly anchor: HTMLElement }) {
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) view.setState({ menuOpen: false });
      }}
    >
      <Popup anchor={anchor} label={strings.commands.menu} finalFocus={() => anchor}>
        {GROUPS.map((group) => (
          <Group key={group.id} group={group} />
        ))}
      </Popup>
    </Base.Root>
  );
}

function Group({ group }: { readonly group: CommandGroup }) {
  return (
    <Base.SubmenuRoot>
      <Base.SubmenuTrigger className="menu-item">
        {group.title}
        <span className="menu-more" aria-hidden="true">
          ›
        </span>
      </Base.SubmenuTrigger>
      <Popup label={group.title} side="inline-end">
        {group.commands.map((command) => (
          <Item key={command.id} command={command} />
        ))}
      </Popup>
    </Base.SubmenuRoot>
  );
}

function Item({ command }: { readonly command: Command }) {
  const keys = useView((state) => firstKeys(command, state.keys));
  return (
    <Base.Item className="menu-item" onClick={() => runCommand(command)}>
      {command.label}
      {keys && <kbd>{showKeys(keys)}</kbd>}
    </Base.Item>
  );
}
