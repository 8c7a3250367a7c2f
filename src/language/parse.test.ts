import { describe, expect, test } from 'vitest';
import { MAX_LENGTH, parse } from './parse';
import { readAst, withoutSpans } from './testing';

const shape = (source: string) => withoutSpans(readAst(source));
/** [rule, the text it points at, message] of every diagnostic. */
const faults = (source: string) =>
  parse(source).diagnostics.map(({ rule, span, message }) => [
    rule,
    source.slice(span.start, span.end),
    message,
  ]);

describe('operators bind as in Python', () => {
  test.each([
    ['-2**2', '-(2**2)'],
    ['2**-1', '2**(-1)'],
    ['-a**-b**c', '-(a**(-(b**c)))'],
    ['not a and b', '(not a) and b'],
    ['not a == b', 'not (a == b)'],
    ['not a in b or c', '(not (a in b)) or c'],
    ['a or b and not c', 'a or (b and (not c))'],
    ['a - b - c', '(a - b) - c'],
    ['a | b ^ c & d << e + f * -g', 'a | (b ^ (c & (d << (e + (f * (-g))))))'],
    ['a // b % c @ d', '((a // b) % c) @ d'],
    ['a & b == c', '(a & b) == c'],
    ['a if b else c if d else e', 'a if b else (c if d else e)'],
    ['lambda: a if b else c', 'lambda: (a if b else c)'],
    ['-a.b[c](d)', '-(((a.b)[c])(d))'],
    ['(a := b if c else d)', '(a := (b if c else d))'],
    ['[x for x in a or b if c or d if e]', '[x for x in (a or b) if (c or d) if (e)]'],
    ['*a | b, c', '(*(a | b), c)'],
    ['f(*a or b)', 'f(*(a or b))'],
  ])('%s is %s', (bare, bracketed) => {
    expect(shape(bare)).toEqual(shape(bracketed));
  });

  test('chained comparisons are one node, bracketed ones are not', () => {
    expect(shape('a < b not in c is not d')).toMatchObject({
      kind: 'compare',
      operators: ['<', 'not in', 'is not'],
      operands: [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }],
    });
    expect(shape('(a < b) < c')).toMatchObject({
      operators: ['<'],
      operands: [{ kind: 'compare' }, { name: 'c' }],
    });
  });
});

describe('numbers', () => {
  test.each<[string, bigint | number]>([
    ['0', 0n],
    ['00_0', 0n],
    ['1_000', 1000n],
    ['0xFF_ff', 65535n],
    ['0O17', 15n],
    ['0b1_0', 2n],
    ['99999999999999999999999', 99999999999999999999999n],
    ['1.', 1],
    ['.5e-3', 0.0005],
    ['1_0.0', 10],
    ['012.5', 12.5],
    ['1E5', 100000],
    ['1e309', Number.POSITIVE_INFINITY],
  ])('%s', (source, value) => {
    expect(shape(source)).toEqual({ kind: 'number', value });
  });

  test('keywords may touch a number', () => {
    expect(shape('1if 2else 3')).toEqual(shape('1 if 2 else 3'));
    expect(shape('[0x1for x in y]')).toEqual(shape('[0x1f or x in y]'));
  });

  test.each([
    [
      '012',
      'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
    ],
    ['1__0', 'invalid decimal literal'],
    ['1_', 'invalid decimal literal'],
    ['1a', 'invalid decimal literal'],
    ['0xg', 'invalid hexadecimal literal'],
    ['0o8', "invalid digit '8' in octal literal"],
    ['0b12', "invalid digit '2' in binary literal"],
    ['9'.repeat(4301), 'Exceeds the limit (4300 digits) for integer string conversion'],
  ])('%s is no number', (source, message) => {
    expect(faults(source)).toEqual([['syntax-error', source, message]]);
  });

  test('imaginary numbers are refused', () => {
    expect(faults('[1j]')).toEqual([['unsupported-syntax', '1j', 'Complex numbers are not supported.']]);
  });
});

describe('strings', () => {
  test.each([
    [String.raw`'a\'b"\"\\'`, `a'b""\\`],
    [String.raw`'\a\b\f\n\r\t\v'`, '\x07\b\f\n\r\t\v'],
    [String.raw`'\x41\u00e9\U0001F600'`, 'Aé😀'],
    [String.raw`'\0\18\1234\777'`, '\0\x018S4\u01ff'],
    [String.raw`'\z\8'`, String.raw`\z\8`],
    [String.raw`r'\n\''`, String.raw`\n\'`],
    ["'a\\\nb'", 'ab'],
    ["'''a\r\nb\rc'''", 'a\nb\nc'],
    [`U'a' "b" r'''c'''`, 'abc'],
    [`''''a' '''`, `'a' `],
  ])('%s', (source, value) => {
    expect(shape(source)).toEqual({ kind: 'str', value });
  });

  test('bytes', () => {
    expect(shape(String.raw`b'a\xff\777\u1' Rb'\x'`)).toEqual({
      kind: 'bytes',
      value: Uint8Array.from([97, 255, 255, 92, 117, 49, 92, 120]),
    });
  });

  test.each([
    [`'abc`, "'abc", 'unterminated string literal'],
    [`'''abc`, "'''abc", 'unterminated triple-quoted string literal'],
    [`'a' b'b'`, `'a' b'b'`, 'cannot mix bytes and nonbytes literals'],
    [`b'é'`, 'é', 'bytes can only contain ASCII literal characters'],
    [String.raw`b'\x4'`, String.raw`\x`, '(value error) invalid \\x escape'],
    [
      String.raw`'\x4'`,
      String.raw`\x`,
      "(unicode error) 'unicodeescape' codec can't decode bytes: truncated \\xXX escape",
    ],
    [
      String.raw`'\U00110000'`,
      String.raw`\U`,
      "(unicode error) 'unicodeescape' codec can't decode bytes: illegal Unicode character",
    ],
  ])('%s is rejected', (source, at, message) => {
    expect(faults(source)).toEqual([['syntax-error', at, message]]);
  });

  test.each([String.raw`'\N{DASH}'`, String.raw`'\ud800'`])('%s is refused, not guessed', (source) => {
    expect(parse(source).diagnostics).toMatchObject([{ rule: 'unsupported-syntax' }]);
  });
});

describe('f-strings', () => {
  test('fields, conversions, nested specs, doubled braces', () => {
    expect(shape(`f'a{x!r:>{w}.2}{{b}}' 'c'`)).toEqual({
      kind: 'fstring',
      parts: [
        { kind: 'text', value: 'a' },
        {
          kind: 'field',
          value: { kind: 'name', name: 'x' },
          conversion: 'r',
          spec: [
            { kind: 'text', value: '>' },
            { kind: 'field', value: { kind: 'name', name: 'w' }, conversion: null, spec: null },
            { kind: 'text', value: '.2' },
          ],
        },
        { kind: 'text', value: '{b}c' },
      ],
    });
  });

  test.each([
    [`f'{ x = }'`, `f' x = {x!r}'`],
    [`f'{x=:>5}'`, `f'x={x:>5}'`],
    [`f'{x=!s}'`, `f'x={x!s}'`],
    [`f'{x = # c\n}'`, `f'x = \\n{x!r}'`],
    [`f'{d['k']}'`, `f"{d['k']}"`],
    [`f'{f'{f'{x}'}'}'`, `f"{f'{f"{x}"}'}"`],
    [String.raw`rf'\{x}'`, String.raw`f'\\{x}'`],
    [`f'{a, *b}'`, `f'{(a, *b)}'`],
    [`f'''{\nx\n}'''`, `f'{x}'`],
  ])('%s is %s', (left, right) => {
    expect(shape(left)).toEqual(shape(right));
  });

  test.each([`f'{x:{y}{{z}}}'`, `f'{x != y = :5}'`])(
    '%s: what CPython itself reads oddly is refused',
    (source) => {
      expect(parse(source).diagnostics).toMatchObject([{ rule: 'unsupported-syntax' }]);
    },
  );

  test('an equals sign behind a colon belongs to the spec', () => {
    expect(shape(`f'{x:=5}'`)).toMatchObject({ parts: [{ spec: [{ value: '=5' }] }] });
  });

  test.each([
    [`f'}'`, "f-string: single '}' is not allowed"],
    [`f'{x!r'`, "f-string: expecting '}'"],
    [`f'{}'`, "f-string: valid expression required before '}'"],
    [`f'{!r}'`, "f-string: valid expression required before '!'"],
    [`f'{x!z}'`, "f-string: invalid conversion character 'z': expected 's', 'r', or 'a'"],
    [`f'{x y}'`, 'f-string: invalid syntax. Perhaps you forgot a comma?'],
    [`f'{a:{b:{c:{d}}}}'`, 'f-string: expressions nested too deeply'],
  ])('%s is rejected', (source, message) => {
    expect(faults(source)).toMatchObject([['syntax-error', expect.any(String), message]]);
  });
});

describe('comprehensions', () => {
  test('targets, clauses, kinds', () => {
    expect(shape('{k: v for k, (a, *b), [c] in d if e for f in g}')).toMatchObject({
      kind: 'comp',
      of: 'dict',
      element: { name: 'k' },
      value: { name: 'v' },
      clauses: [
        {
          kind: 'for',
          target: {
            kind: 'tuple',
            items: [
              { kind: 'name', name: 'k' },
              { kind: 'tuple', items: [{ name: 'a' }, { kind: 'starred', name: 'b' }] },
              { kind: 'tuple', items: [{ name: 'c' }] },
            ],
          },
          source: { name: 'd' },
        },
        { kind: 'if', test: { name: 'e' } },
        { kind: 'for', target: { kind: 'name', name: 'f' }, source: { name: 'g' } },
      ],
    });
    expect(shape('{y := f(x) for x in z}')).toMatchObject({ of: 'set', element: { kind: 'walrus' } });
    expect(shape('sum(x for x, in y)')).toMatchObject({
      kind: 'call',
      args: [
        { kind: 'comp', of: 'generator', clauses: [{ target: { kind: 'tuple', items: [{ name: 'x' }] } }] },
      ],
    });
  });

  test.each([
    ['[x for x.a in y]', 'x.a', 'A comprehension cannot assign to attribute here.'],
    ['(x async for x in y)', 'async for x in y', '`async for` is not supported.'],
    ['(await x for x in y)', 'await', '`await` is not supported.'],
    ['[lambda: (yield) for x in y]', 'yield', '`yield` is not supported.'],
  ])('%s is refused', (source, at, message) => {
    expect(faults(source)).toEqual([['unsupported-syntax', at, message]]);
  });

  test.each([
    ['[*a for a in b]', '*a', 'iterable unpacking cannot be used in comprehension'],
    ['{**a for a in b}', 'a', 'dict unpacking cannot be used in dict comprehension'],
    ['[a for *a in b]', '*a', 'starred assignment target must be in a list or tuple'],
    ['[a for *a, *b in c]', '*b', 'multiple starred expressions in assignment'],
    ['[a for f() in c]', 'f()', 'cannot assign to function call'],
    ['[a for None in c]', 'None', 'cannot assign to None'],
    ['[(yield x) for x in y]', 'yield', "'yield' inside list comprehension"],
    ['[x for x in (yield)]', 'yield', "'yield' outside function"],
    ['(x for x in await y)', 'await', "'await' outside function"],
    [
      '[x async for x in y]',
      '[x async for x in y]',
      'asynchronous comprehension outside of an asynchronous function',
    ],
  ])('%s is rejected', (source, at, message) => {
    expect(faults(source)).toContainEqual(['syntax-error', at, message]);
  });
});

describe('calls, subscripts and lambdas', () => {
  test('arguments of every kind', () => {
    expect(shape('f(a, *b, c := d, k=e, *g, **h)')).toMatchObject({
      args: [{ name: 'a' }, { kind: 'starred' }, { kind: 'walrus' }, { kind: 'starred' }],
      keywords: [{ name: 'k' }, { name: null }],
    });
    expect(shape('a[b, *c]')).toEqual(shape('a[(b, *c)]'));
    expect(shape('a[:b:]')).toMatchObject({
      index: { kind: 'slice', start: null, stop: { name: 'b' }, step: null },
    });
    expect(shape('lambda x, y=1,: x')).toMatchObject({
      parameters: [
        { name: 'x', default: null },
        { name: 'y', default: { value: 1n } },
      ],
    });
  });

  test.each([
    ['f(x for x in y, 1)', 'x for x in y', 'Generator expression must be parenthesized'],
    ['f(x for x in y,)', 'x for x in y', 'Generator expression must be parenthesized'],
    ['f(a=1, 2)', '2', 'positional argument follows keyword argument'],
    ['f(**a, 2)', '2', 'positional argument follows keyword argument unpacking'],
    ['f(**a, *b)', '*b', 'iterable argument unpacking follows keyword argument unpacking'],
    ['f(a=1, a=2)', 'a=2', 'keyword argument repeated: a'],
    ['f(True=1)', 'True', 'cannot assign to True'],
    ['f((a)=1)', 'a', 'expression cannot contain assignment, perhaps you meant "=="?'],
    ['lambda x, x: x', 'x', "duplicate parameter 'x' in function definition"],
    ['lambda x=1, y: x', 'y', 'parameter without a default follows parameter with a default'],
  ])('%s is rejected', (source, at, message) => {
    expect(faults(source)).toContainEqual(['syntax-error', at, message]);
  });

  test.each(['lambda *a: a', 'lambda a, /: a', 'lambda *, a: a', 'lambda **k: k'])(
    '%s is refused',
    (source) => {
      expect(parse(source).diagnostics).toMatchObject([{ rule: 'unsupported-syntax' }]);
    },
  );
});

describe('what is not an expression', () => {
  test.each([
    'import math',
    'x = 1',
    'x += 1',
    'x: int',
    'for x in y: z',
    'def f(): pass',
    'a; b',
    '[a]\n[b]',
    'type X = int',
    '@a',
  ])('%s is refused', (source) => {
    const { ast, diagnostics } = parse(source);
    expect(ast).toBeNull();
    expect(diagnostics).toMatchObject([{ rule: 'unsupported-syntax', hint: expect.any(String) }]);
    expect(diagnostics[0]?.exception).toBeUndefined();
  });

  test.each([
    ['', ''],
    ['# only', ''],
    ['(a', '('],
    ['a)', ')'],
    ['(a]', ']'],
    ['a b', 'b'],
    ['a +', ''],
    ['a == not b', 'not'],
    ['a <> b', '>'],
    ['a ? b', '?'],
    ['a.if', 'if'],
    ['a \\ b', '\\'],
    ['*a', '*a'],
    ['(*a)', '*a'],
    ['x := 1', ':='],
    ['(x.a := 1)', 'x.a'],
    ['{a: b := 1}', ':='],
    ['[a,, b]', ','],
    ['print x', 'print'],
    ['return x', 'return'],
    ['“a”', '“'],
  ])('%s is rejected at "%s"', (source, at) => {
    const [first] = parse(source).diagnostics;
    expect(first).toMatchObject({ rule: 'syntax-error', exception: 'SyntaxError' });
    expect(first && source.slice(first.span.start, first.span.end)).toBe(at);
  });

  test('all faults of one text are reported at once, and the rest is still read', () => {
    const { ast, diagnostics } = parse('[f(1 2), [3 4], g(x=1, x=2), y]');
    expect(diagnostics.map(({ span }) => span.start)).toEqual([5, 12, 23]);
    expect(ast).toMatchObject({
      kind: 'list',
      items: [{ kind: 'missing' }, { kind: 'missing' }, {}, { name: 'y' }],
    });
  });
});

describe('spans', () => {
  test('are exact, in UTF-16 units, without the brackets around an expression', () => {
    const source = ' # 😀\n("😀" + (b))[c : d]';
    const ast = readAst(source);
    const text = (span: { start: number; end: number }) => source.slice(span.start, span.end);
    expect(text(ast.span)).toBe('("😀" + (b))[c : d]');
    if (ast.kind !== 'subscript' || ast.value.kind !== 'binary') throw new Error('unexpected shape');
    expect(text(ast.value.span)).toBe('"😀" + (b)');
    expect(text(ast.value.right.span)).toBe('b');
    expect(text(ast.index.span)).toBe('c : d');
  });

  test('a lone generator argument spans the brackets of its call', () => {
    const ast = readAst('sum(x for x in y)');
    expect(ast.kind === 'call' && ast.args[0]?.span).toEqual({ start: 3, end: 17 });
  });

  test('tuples without brackets, and white space around a program', () => {
    expect(readAst('\n\n  a, b # c\n\n').span).toEqual({ start: 4, end: 8 });
  });
});

describe('limits', () => {
  test.each([
    '('.repeat(100_000),
    '['.repeat(50_000) + ']'.repeat(50_000),
    '-'.repeat(99_999) + 1,
    'not '.repeat(20_000) + 1,
    '2**'.repeat(30_000) + 1,
    'lambda:'.repeat(14_000) + 1,
    'a if b else '.repeat(8_000) + 1,
    `${'1+'.repeat(49_999)}1`,
    `f"{`.repeat(30_000),
    '('.repeat(201) + 1 + ')'.repeat(201),
    'a'.concat('.b'.repeat(40_000)),
    `${'a and '.repeat(15_000)}a`,
  ])('too deep: case %#', (source) => {
    const { ast, diagnostics } = parse(source);
    expect(ast).toBeNull();
    expect(diagnostics).toMatchObject([{ rule: 'too-deep' }]);
  });

  test('200 brackets and long flat texts are fine', () => {
    expect(parse('('.repeat(200) + 1 + ')'.repeat(200)).diagnostics).toEqual([]);
    expect(parse(`[${'1, '.repeat(30_000)}]`).diagnostics).toEqual([]);
  });

  test('at most 100 faulty characters are listed', () => {
    expect(parse('$'.repeat(50_000)).diagnostics).toHaveLength(100);
  });

  test('too long', () => {
    expect(parse(' '.repeat(MAX_LENGTH) + 1)).toMatchObject({
      ast: null,
      diagnostics: [{ rule: 'too-long' }],
    });
  });
});
