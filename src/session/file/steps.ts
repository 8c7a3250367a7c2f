import { z } from 'zod';
import type { Entry, Steps } from '../history';

const patch = z.object({
  op: z.enum(['replace', 'remove', 'add']),
  path: z.array(z.union([z.string(), z.number()])),
  value: z.unknown().optional(),
});

const entry = z.object({
  id: z.int(),
  at: z.number(),
  label: z.string().max(1_000),
  author: z.string().max(100),
  patches: z.array(patch),
  inverse: z.array(patch),
});

const stored = z.object({ version: z.int(), past: z.array(entry), future: z.array(entry) });

/** Entries never change, so their text is made once, however often they are kept. */
const texts = new WeakMap<Entry, string>();

function textOf(entry: Entry): string {
  const known = texts.get(entry) ?? JSON.stringify(entry);
  texts.set(entry, known);
  return known;
}

/** As many of the last steps as fit, and the characters that they leave free. */
function latest(
  entries: readonly Entry[],
  room: number,
): { readonly texts: string[]; readonly room: number } {
  const kept: string[] = [];
  for (const entry of entries.toReversed()) {
    const text = textOf(entry);
    if (text.length > room) break;
    room -= text.length;
    kept.unshift(text);
  }
  return { texts: kept, room };
}

/**
 * Undo and redo steps as text, to be kept beside their document.
 * @param version of the session format that the document has: steps belong to one
 * @param limit characters; steps farther from the present than fit are dropped, undo before redo
 * @returns `dropped`: how many steps did not fit
 */
export function writeSteps(
  { past, future }: Steps,
  version: number,
  limit: number,
): { readonly text: string; readonly dropped: number } {
  const undo = latest(past, limit);
  const redo = latest(future, undo.room);
  const dropped = past.length + future.length - undo.texts.length - redo.texts.length;
  const text = `{"version":${version},"past":[${undo.texts.join()}],"future":[${redo.texts.join()}]}`;
  return { text, dropped };
}

/** Reads what `writeSteps` wrote; undefined when it is of another version, or damaged. */
export function readSteps(text: string, version: number): Steps | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { success, data: steps } = stored.safeParse(data);
  return success && steps.version === version ? { past: steps.past, future: steps.future } : undefined;
}
