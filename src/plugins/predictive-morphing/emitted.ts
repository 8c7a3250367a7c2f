import { loadBackend } from '../../backends';
import { compileProgram, hashText } from '../../language';
import { applyPatch, patchOf } from '../../optimizer';
import type { Place } from './likeness';
import type { ForecastExample } from './types';

/** One measured place of one program. */
export type Measured = Place & { readonly hash: string };

/**
 * Which settings print the same program to the byte: between those a fader has changed nothing, and whatever differs in
 * their times is noise.
 * @returns a hash of what is printed for a measured place, or undefined where nothing is
 */
export async function emittedBy(
  examples: readonly ForecastExample[],
): Promise<(place: Measured) => string | undefined> {
  const printed = new Map<string, string | undefined>();
  const programs = new Map<string, ReturnType<typeof compileProgram>['program']>();
  for (const example of examples) {
    const { hash, source, specs, backend: id, settings } = example;
    const key = keyOf(example);
    if (printed.has(key)) continue;
    if (!programs.has(hash)) programs.set(hash, compileProgram(source, specs).program);
    const program = programs.get(hash);
    if (!program) continue;
    const backend = await loadBackend(id);
    const result = backend.emit(applyPatch(program, patchOf(settings.passes)).program, settings);
    // Wasm's listing may be the same where its module is not.
    printed.set(
      key,
      result.ok ? hashText(`${result.emission.code} ${result.emission.binary ?? ''}`) : undefined,
    );
  }
  return (place) => printed.get(keyOf(place));
}

function keyOf({ hash, backend, settings }: Measured): string {
  const { level, parallel, unsafe, mode, dialect, passes } = settings;
  return [hash, backend, level, parallel, unsafe, mode, dialect, ...passes].join();
}
