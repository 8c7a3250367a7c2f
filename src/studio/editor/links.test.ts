import { describe, expect, it } from 'vitest';
import type { SourceMapping } from '../../backends';
import { CHANNEL_IDS } from '../../session';
import { codeRanges, link, links, sourceAt, spanAt } from './links';
import { tokenize } from './tokens';

const mapping = (start: number, end: number, from: number, to: number): SourceMapping => ({
  start,
  end,
  span: { start: from, end: to },
});

/** `sum(x)` became `let t = x; t`. */
const MAP = [mapping(0, 20, 0, 6), mapping(8, 9, 4, 5), mapping(11, 12, 0, 6)];

describe('links', () => {
  it('lead from code to the narrowest text', () => {
    expect(sourceAt(MAP, 8)).toEqual({ start: 4, end: 5 });
    expect(sourceAt(MAP, 3)).toEqual({ start: 0, end: 6 });
    expect(sourceAt(MAP, 20)).toBeUndefined();
  });

  it('lead from text to its code, without the parts of a part', () => {
    expect(spanAt(MAP, 4)).toEqual({ start: 4, end: 5 });
    expect(spanAt(MAP, 0)).toEqual({ start: 0, end: 6 });
    expect(spanAt(MAP, 6)).toBeUndefined();
    expect(codeRanges(MAP, { start: 0, end: 6 }).map(({ start }) => start)).toEqual([0]);
    expect(codeRanges(MAP, { start: 1, end: 2 })).toEqual([]);
  });

  it('say nothing twice, and leave only for the side that came', () => {
    let changes = 0;
    const stop = links.subscribe(() => changes++);
    link({ start: 1, end: 2 }, 'code');
    link({ start: 1, end: 2 }, 'code');
    link(undefined, 'editor');
    expect(links.getState().span).toEqual({ start: 1, end: 2 });
    link(undefined, 'code');
    expect(links.getState()).toEqual({ span: undefined, from: undefined });
    expect(changes).toBe(2);
    stop();
  });
});

describe('colours', () => {
  it.each(CHANNEL_IDS)('cover %s code completely, in order', (id) => {
    const code =
      `let x: i64 = 0x1F; // "not a string"\nfoo(1.5e3, 'a\\'b', "c--d") # --\n;; (func $a) ` + '/* unclosed';
    const tokens = tokenize(code, id);
    expect(tokens.map(({ start, end }) => code.slice(start, end)).join('')).toBe(code);
    for (const [index, token] of tokens.entries()) expect(token.start).toBe(tokens[index - 1]?.end ?? 0);
  });

  it.each([
    ['rust', 'let x = 1;', 'let', 'keyword'],
    ['rust', 'println!("a")', 'println!', 'function'],
    ['sql', 'select 1 -- two', '-- two', 'comment'],
    ['sql', "WHERE a = 'it''s'", "'it''s'", 'string'],
    ['julia', 'x = 2 # y', '# y', 'comment'],
    ['julia', '#= a\nb =# x', '#= a\nb =#', 'comment'],
    ['wasm', '(i64.const 5)', '5', 'number'],
    ['go', 'for i := range xs {', 'range', 'keyword'],
    ['python', 'f"{x!r}"', 'f"{x!r}"', 'string'],
    ['csharp', 'xs.Where(x => x > 1)', 'Where', 'function'],
  ] as const)('%s: in %s, %s is a %s', (id, code, text, kind) => {
    const found = tokenize(code, id).find(({ start, end }) => code.slice(start, end) === text);
    expect(found?.kind).toBe(kind);
  });
});
