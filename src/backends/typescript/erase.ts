import type { SourceMapping } from '../contract';
import type { Fragment } from '../text';

/**
 * Type annotations are printed between two control characters that no other emitted text contains. `settle` takes the
 * marks out and keeps the ranges, so that the runner can run the very text on the screen with its types cut out.
 */
const OPEN = '\u0001';
const CLOSE = '\u0002';

const MARKS = new RegExp(`[${OPEN}${CLOSE}]`, 'g');

/** Marks text that exists for the type checker only. */
export const typed = (text: string): string => OPEN + text + CLOSE;

/** Helper texts write type annotations between « and ». */
export const helperText = (text: string): string => text.replaceAll('«', OPEN).replaceAll('»', CLOSE);

export interface Settled {
  readonly code: string;
  readonly map: readonly SourceMapping[];
  /** Start and end of every type annotation, in order, flat: start, end, start, end … */
  readonly types: readonly number[];
}

/** Takes the marks out of finished text. */
export function settle(fragment: Fragment): Settled {
  const { text } = fragment;
  const marks: number[] = [];
  const types: number[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    types.push(match.index - marks.length);
    marks.push(match.index);
    pieces.push(text.slice(from, match.index));
    from = match.index + 1;
  }
  pieces.push(text.slice(from));
  const shifted = (offset: number): number => offset - countBelow(marks, offset);
  const map = fragment.map
    .map((m) => ({ start: shifted(m.start), end: shifted(m.end), span: m.span }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return { code: pieces.join(''), map, types };
}

/** The program without its types: what runs. */
export function eraseTypes(code: string, types: readonly number[]): string {
  let out = '';
  let from = 0;
  for (let i = 0; i + 1 < types.length; i += 2) {
    out += code.slice(from, types[i]);
    from = types[i + 1] ?? from;
  }
  return out + code.slice(from);
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
