import { expect, test } from 'vitest';
import { compileProgram } from './compile';
import { DATA_SIZE } from './inputs';
import { parse } from './parse';
import { printPython } from './print-python';
import { checkScopes } from './scope';
import { withoutSpans } from './testing';

const TEXTS = 100_000;

const CORPUS = [
  'sum(i * i for i in range(1, 10) if i % 2 == 0)',
  '[x**2 if x > 0 else -x for x in xs if x not in (1, 2, 3)]',
  "{w: len(w) for w in 'the quick brown fox'.split() if w}",
  '{(a, b) for a in range(9) for b in range(a) if not a & b}',
  'sorted({k: sum(o.total for o in orders if o.k == k) for k in keys}.items(), key=lambda p: (-p[1], p[0]))[:10]',
  "', '.join(f'{k!r}: {v:>{width}.2f}' for k, (v, *rest) in d.items())",
  '[[row[i] for row in matrix] for i in range(len(matrix[0]))]',
  '[y for x in data if (y := f(x)) is not None and y <= 1_000.5e-3]',
  "any('é😀' in s.lower() or s[::-1] == s for s in lines)",
  'max((n for n in range(2, 0xFF) if all(n % d for d in range(2, n))), default=None)',
  "b''.join(bytes([b ^ 0o17]) for b in b'\\x00abc')",
  "[f'{a}{{}}' f\"{b = }\" '''c''' r'\\d' for a, b in zip(xs, xs[1:])]",
  'dict([*pairs, (1, 2)], **{k: v for k, v in extra}, z=lambda: (yield))',
  'list(map(lambda x, y=1: x << y | ~x, xs))  # comment\n',
  '(\n  x @ y\n  for x in a  # first\n  for y in b\n)',
];
const FRAGMENTS = [
  ...'()[]{},:=.*+-/%@&|^~<>!#\'"\\\n\t $?`0123456789_jxéλ😀'.split(''),
  ...[
    ':=',
    '**',
    '//',
    '==',
    '!=',
    '<=',
    '...',
    '"""',
    "f'",
    'rb"',
    't"',
    '{x}',
    '{{',
    '}}',
    '\\N{',
    '\\x4',
    '\\u',
  ],
  ...[
    ' for x in y',
    ' if ',
    ' else ',
    'lambda ',
    'not ',
    ' in ',
    ' is ',
    'await ',
    'async ',
    'yield ',
    '*a',
    '**k',
  ],
  ...[
    'import ',
    'def ',
    'print ',
    '(x := 1)',
    'k=1',
    '1e309',
    '0x',
    '1__0',
    '012',
    '\r',
    '\0',
    '\ud800',
    '\u00a0',
  ],
];

/** Numbers from 0 to below 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function mutate(random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = (texts: readonly string[]) => texts[below(texts.length)] ?? '';
  let text = pick(CORPUS);
  for (let edits = 1 + below(4); edits > 0; edits--) {
    const from = below(text.length + 1);
    const to = Math.min(text.length, from + below(9));
    const other = pick(CORPUS);
    const start = below(other.length);
    const piece = [
      () => '',
      () => pick(FRAGMENTS),
      () => text.slice(from, to) + text.slice(from, to),
      () => other.slice(start, start + below(30)),
      () => pick(FRAGMENTS).repeat(below(300)),
    ][below(5)];
    text = text.slice(0, from) + (piece?.() ?? '') + text.slice(random() < 0.5 ? from : to);
  }
  return text;
}

test(`${TEXTS} mutated texts: an answer to each, spans inside the text, and what is read prints back and compiles or says why not`, () => {
  const random = seeded(20_260_722);
  let read = 0;
  for (let index = 0; index < TEXTS; index++) {
    const source = mutate(random);
    const { ast, diagnostics } = parse(source);
    const all = ast ? [...diagnostics, ...checkScopes(ast)] : diagnostics;
    if (!ast) expect(all, source).not.toEqual([]);
    for (const { span } of all) {
      const inside = 0 <= span.start && span.start <= span.end && span.end <= source.length;
      expect(inside, `${JSON.stringify(source)} ${span.start}-${span.end}`).toBe(true);
    }
    const compiled = compileProgram(source, [DATA_SIZE]);
    if (!compiled.program) expect(compiled.diagnostics, source).not.toEqual([]);
    if (!ast || diagnostics.length > 0) continue;
    read++;
    const again = parse(printPython(ast));
    expect(withoutSpans(again.ast), source).toEqual(withoutSpans(ast));
  }
  expect(read).toBeGreaterThan(TEXTS / 50);
}, 600_000);
