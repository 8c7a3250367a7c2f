import { COMMANDS, type Command } from '../commands';
import { strings } from '../strings';

export type GroupId = keyof typeof strings.commands.groups;

export interface CommandGroup {
  readonly id: GroupId;
  readonly title: string;
  readonly commands: readonly Command[];
}

const ORDER = Object.keys(strings.commands.groups) as readonly GroupId[];

/** The group of a command: what stands before the point of its id, or `more` for one that is no menu of its own. */
export function groupOf(command: Pick<Command, 'id'>): GroupId {
  const [prefix] = command.id.split('.');
  return ORDER.find((id) => id === prefix) ?? 'more';
}

/** Every command in its group, as menus and the cheat sheet show them. */
export function commandGroups(commands: readonly Command[] = COMMANDS): readonly CommandGroup[] {
  return ORDER.map((id) => ({
    id,
    title: strings.commands.groups[id],
    commands: commands.filter((command) => groupOf(command) === id),
  })).filter((group) => group.commands.length > 0);
}
