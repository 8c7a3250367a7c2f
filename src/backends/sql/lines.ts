import type { Fragment } from '../text';

/** Columns that a line of a query takes at most, where it can be broken. */
const WIDTH = 96;

/** Marks each character of a query that stands outside of literals, quoted names and comments. */
function codeMask(text: string): boolean[] {
  const mask: boolean[] = new Array(text.length).fill(false);
  let i = 0;
  while (i < text.length) {
    const c = text.charAt(i);
    if (c === "'" || c === '"') {
      const escapes = c === "'" && /(?:^|\W)[Ee]$/.test(text.slice(Math.max(0, i - 2), i));
      for (i++; i < text.length && text.charAt(i) !== c; i++) if (escapes && text.charAt(i) === '\\') i++;
    } else mask[i] = true;
    i++;
  }
  return mask;
}

/** Puts another text in the place of single characters, each at its position; the map goes with it. */
function replaceAt(fragment: Fragment, edits: ReadonlyMap<number, string>): Fragment {
  let text = '';
  const at: number[] = [];
  for (let i = 0; i < fragment.text.length; i++) {
    at.push(text.length);
    text += edits.get(i) ?? fragment.text.charAt(i);
  }
  at.push(text.length);
  const moved = (position: number): number => at[position] ?? text.length;
  return { text, map: fragment.map.map((m) => ({ ...m, start: moved(m.start), end: moved(m.end) })) };
}

/** A query of several lines as one line; null where a literal holds a line break. */
export function oneLine(fragment: Fragment): Fragment | null {
  const mask = codeMask(fragment.text);
  const edits = new Map<number, string>();
  for (let i = 0; i < fragment.text.length; i++) {
    if (fragment.text.charAt(i) !== '\n') continue;
    if (!mask[i]) return null;
    edits.set(i, ' ');
    for (let next = i + 1; fragment.text.charAt(next) === ' '; next++) edits.set(next, '');
  }
  return replaceAt(fragment, edits);
}

/** Breaks lines that are too wide at the arms of their CASE expressions, the outer ones first. */
export function brokenLines(fragment: Fragment): Fragment {
  for (let broken = fragment; ; ) {
    const edits = wideCases(broken.text);
    if (edits.size === 0) return broken;
    broken = replaceAt(broken, edits);
  }
}

/** Where the outermost CASE of each line that is too wide becomes a block. */
function wideCases(text: string): Map<number, string> {
  const mask = codeMask(text);
  const edits = new Map<number, string>();
  const cases = casesOf(text, mask);
  let done = 0;
  for (const { start, end } of linesOf(text, mask)) {
    if (end - start <= WIDTH) continue;
    const indentation = ' '.repeat(/^ */.exec(text.slice(start, end))?.[0].length ?? 0);
    const wide = cases.find(
      ({ open, arms: [first = 0] }) => open >= start && open < end && first < end && open >= done,
    );
    if (wide === undefined) continue;
    for (let i = wide.open; i < wide.close; i++)
      if (text.charAt(i) === '\n' && mask[i]) edits.set(i, '\n    ');
    for (const arm of wide.arms) edits.set(arm - 1, `\n${indentation}    `);
    edits.set(wide.close - 1, `\n${indentation}  `);
    done = wide.close;
  }
  return edits;
}

function linesOf(text: string, mask: readonly boolean[]): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !(text.charAt(i) === '\n' && mask[i])) continue;
    lines.push({ start, end: i });
    start = i + 1;
  }
  return lines;
}

/** Positions of a CASE, of its WHENs and its ELSE, and of its END. */
interface Case {
  readonly open: number;
  readonly arms: number[];
  close: number;
}

/** The CASE expressions that are not blocks yet, each before those inside of it. */
function casesOf(text: string, mask: readonly boolean[]): Case[] {
  const found: Case[] = [];
  const open: Case[] = [];
  for (const match of text.matchAll(/\b(?:CASE|WHEN|ELSE|END)\b/g)) {
    const at = match.index;
    if (!mask[at]) continue;
    const [word] = match;
    if (word === 'CASE') {
      const begun: Case = { open: at, arms: [], close: text.length };
      found.push(begun);
      open.push(begun);
    } else if (word === 'END') {
      const ended = open.pop();
      if (ended) ended.close = at;
    } else open.at(-1)?.arms.push(at);
  }
  return found.filter(
    ({ arms: [first = 0] }) => text.charAt(first - 2) !== ' ' && text.charAt(first - 1) === ' ',
  );
}
