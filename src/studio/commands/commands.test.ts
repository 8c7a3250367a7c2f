import { describe, expect, it, vi } from 'vitest';

vi.mock('../../../workers/clock?worker', () => ({ default: class {} }));

const { COMMANDS } = await import('../commands');
const { commandGroups, groupOf } = await import('./groups');

describe('the commands', () => {
  it('each have an id, a name and keys of their own', () => {
    const twice = (all: readonly string[]) => all.filter((each, index) => all.indexOf(each) !== index);
    expect(twice(COMMANDS.map(({ id }) => id))).toEqual([]);
    expect(twice(COMMANDS.map(({ label }) => label))).toEqual([]);
    expect(twice(COMMANDS.flatMap(({ keys }) => keys))).toEqual([]);
  });

  it('are each in a menu that has a name', () => {
    expect(COMMANDS.filter((command) => groupOf(command) === 'more').map(({ id }) => id)).toEqual([]);
    expect(commandGroups().flatMap(({ commands }) => commands)).toHaveLength(COMMANDS.length);
  });
});
