import { expect, test } from 'vitest';
import { parse } from './parse';
import { printPython } from './print-python';
import { readAst, withoutSpans } from './testing';

/** Source, and the canonical text when it differs. */
test.each([
  ['[ x   for x in(y) ]', '[x for x in y]'],
  ['((a + (b * c)) - (d - e))', 'a + b * c - (d - e)'],
  ['(-2) ** 2 - (-(2 ** (-1)))', '(-2) ** 2 - -2 ** -1'],
  ['(not a) and (b or (not c))', 'not a and (b or not c)'],
  ['(not a) == b', '(not a) == b'],
  ['(a < b) < c in (d == e)', '(a < b) < c in (d == e)'],
  ['a or (b or c)', 'a or (b or c)'],
  [
    '(a if b else c) if (d if e else f) else (g if h else i)',
    '(a if b else c) if (d if e else f) else g if h else i',
  ],
  ['(lambda x,y=(1,): (x, y))(lambda: 1)', '(lambda x, y=(1,): (x, y))(lambda: 1)'],
  ['[(x := 1), (y := 2)]', '[x := 1, y := 2]'],
  ['(x := (y := 1)) + (z := 2)', '(x := (y := 1)) + (z := 2)'],
  ['{(a := 1): (b := 2), **(c | d)}', '{(a := 1): (b := 2), **c | d}'],
  ['f((x for x in y)), f((x for x in y), 1)', '(f(x for x in y), f((x for x in y), 1))'],
  ['f(*(a or b), k=(c if d else e), **(g or h))', 'f(*a or b, k=c if d else e, **g or h)'],
  ['[*(a or b), *(a | b)]', '[*(a or b), *a | b]'],
  [
    'a[(1, 2)], a[(1,)], a[()], a[1:2], a[::(b if c else d)]',
    '(a[1, 2], a[1,], a[()], a[1:2], a[::b if c else d])',
  ],
  [
    '[x for (x, (y,), *z), in (a if b else c) if (d if e else f)]',
    '[x for (x, (y,), *z), in (a if b else c) if (d if e else f)]',
  ],
  ['[x for () in y for [a, b] in z]', '[x for () in y for a, b in z]'],
  ['1 .real, 1.0.real, (1).real', '((1).real, 1.0.real, (1).real)'],
  ['1e309, 1e22, 1e-7, 5., 0xff', '(1e309, 1e+22, 1e-7, 5.0, 255)'],
  [String.raw`"it's" '"' '\n\x00é\u2028😀' r'\d'`, String.raw`'it\'s"\n\x00é\u2028😀\\d'`],
  [String.raw`b'\x00\'\xffa'`, String.raw`b'\x00\'\xffa'`],
  [`f"{d['k']!r:>{w}}{{}}" "'"`, `f'{d["k"]!r:>{w}}{{}}\\''`],
  [`f'{ {1} }{(lambda: 1)}{(a, b)}'`, `f'{ {1}}{(lambda: 1)}{(a, b)}'`],
  [String.raw`f'{a:\x7b{b}\}'`.replace(String.raw`\}`, '}'), String.raw`f'{a:\x7b{b}}'`],
  ['{1: 2, **a}, {1}, {}, (), [], None, True', '({1: 2, **a}, {1}, {}, (), [], None, True)'],
])('%s', (source, canonical) => {
  const ast = readAst(source);
  const printed = printPython(ast);
  expect(printed).toBe(canonical);
  expect(withoutSpans(readAst(printed))).toEqual(withoutSpans(ast));
});

test('a tree with faults has no text', () => {
  const { ast } = parse('[x, (1 2)]');
  expect(() => ast && printPython(ast)).toThrow('cannot be printed');
});
