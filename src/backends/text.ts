import type { Span } from '../language';
import type { SourceMapping } from './contract';

/** A piece of emitted code that remembers which source text each part came from. */
export interface Fragment {
  readonly text: string;
  readonly map: readonly SourceMapping[];
}

export const EMPTY: Fragment = { text: '', map: [] };

/**
 * Template for emitted code: `` code`${left} + ${right}` ``. Strings are taken as they are; fragments keep their maps.
 */
export function code(
  strings: TemplateStringsArray,
  ...parts: readonly (Fragment | string | number | bigint)[]
): Fragment {
  const pieces: (Fragment | string)[] = [];
  strings.forEach((s, i) => {
    pieces.push(s);
    const part = parts[i];
    if (part !== undefined) pieces.push(typeof part === 'object' ? part : String(part));
  });
  return concat(pieces);
}

export function concat(pieces: readonly (Fragment | string)[]): Fragment {
  let text = '';
  const map: SourceMapping[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else {
      for (const m of piece.map)
        map.push({ start: m.start + text.length, end: m.end + text.length, span: m.span });
      text += piece.text;
    }
  }
  return { text, map };
}

export function joinCode(pieces: readonly (Fragment | string)[], separator: string): Fragment {
  return concat(pieces.flatMap((piece, i) => (i === 0 ? [piece] : [separator, piece])));
}

/** Marks a whole fragment as coming from `span`. */
export function mark(fragment: Fragment | string, span: Span): Fragment {
  const piece = typeof fragment === 'string' ? { text: fragment, map: [] } : fragment;
  return { text: piece.text, map: [{ start: 0, end: piece.text.length, span }, ...piece.map] };
}

/** Indents every line after the first line break, and the first line too. Empty lines stay empty. */
export function indent(fragment: Fragment, by: string): Fragment {
  let text = '';
  const shiftAt: number[] = new Array(fragment.text.length + 1);
  let atLineStart = true;
  for (let i = 0; i < fragment.text.length; i++) {
    const c = fragment.text.charAt(i);
    if (atLineStart && c !== '\n') text += by;
    shiftAt[i] = text.length - i;
    text += c;
    atLineStart = c === '\n';
  }
  shiftAt[fragment.text.length] = text.length - fragment.text.length;
  const map = fragment.map.map((m) => ({
    start: m.start + (shiftAt[m.start] ?? 0),
    end: m.end + (shiftAt[m.end - 1] ?? 0),
    span: m.span,
  }));
  return { text, map };
}
