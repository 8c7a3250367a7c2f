import { DATA } from './data';
import { GAMES } from './games';
import { LOGS } from './logs';
import { MUSIC } from './music';
import type { ExampleProgram } from './program';
import { SCIENCE } from './science';

export { type ExampleProgram, FAMILIES, type Family } from './program';

/** The gallery, family by family. */
export const PROGRAMS: readonly ExampleProgram[] = [...SCIENCE, ...MUSIC, ...DATA, ...LOGS, ...GAMES];

/** What a first visit plays. */
export const FIRST_PROGRAM = 'sieve-of-thirds';

/** @throws when there is no such program */
export function programById(id: string): ExampleProgram {
  const found = PROGRAMS.find((program) => program.id === id);
  if (!found) throw new Error(`There is no program "${id}".`);
  return found;
}
