import type { EmitResult } from '../../backends';
import { type ChannelId, perChannel } from '../../session';
import type { Compiled } from './results';

/** The codes with new ones among them; one that did not change stays, so that nothing that shows it is drawn again. */
export function kept(
  before: Compiled['codes'],
  after: Readonly<Partial<Record<ChannelId, EmitResult>>>,
): Compiled['codes'] {
  return perChannel((id) => {
    const [known, next] = [before[id], after[id]];
    return !next || (known && sameCode(known, next)) ? known : next;
  });
}

/** A list of names, the one before where it says the same. */
export function keptNames(before: readonly string[], after: readonly string[]): readonly string[] {
  return before.join() === after.join() ? before : after;
}

/** Cheap where codes differ, which is what most keystrokes bring. */
function sameCode(one: EmitResult, other: EmitResult): boolean {
  if (!one.ok || !other.ok) {
    // An emission holds ranges of big ints, which JSON can't write; a refusal holds only words and places.
    return !one.ok && !other.ok && JSON.stringify(one.diagnostics) === JSON.stringify(other.diagnostics);
  }
  const [before, after] = [one.emission, other.emission];
  return (
    before.code === after.code &&
    JSON.stringify([before.notes, before.map]) === JSON.stringify([after.notes, after.map])
  );
}
