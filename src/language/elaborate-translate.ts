import type { Ast, CallAst } from './ast';
import { constant, op } from './build';
import { collect } from './collect';
import type { Context, Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { named } from './elaborate';
import { dictOf } from './elaborate-displays';
import type { Expr } from './ir';
import { STR } from './types';

/** How many characters are replaced one after the other before a table is worth its look-ups. */
const FEW = 4;

/**
 * `text.translate(table)` with a table that is written out: as replacements one after the other where none of them
 * touches what another has put in, else each character looked up in a dict.
 */
export function translated(receiver: Expr, ast: CallAst, scope: Scope, context: Context): Expr {
  const [argument] = ast.args;
  if (!argument || ast.args.length !== 1 || ast.keywords.length > 0)
    return refuse('type-error', ast.span, '`translate` takes one table.', { exception: 'TypeError' });
  const table = [...tableOf(argument, scope, context)];
  const { span } = ast;
  const apart = table.every(([, text]) => table.every(([key]) => !text.includes(key)));
  if (apart && table.length <= FEW)
    return table.reduce(
      (text, [key, value]) =>
        op(span, 'str.replace', STR, [text, constant(span, key), constant(span, value)]),
      receiver,
    );
  const entries = table.map(([key, value]) => ({
    kind: 'entry' as const,
    key: constant(span, key),
    value: constant(span, value),
  }));
  return named(dictOf(span, entries), 'table', context, (read) =>
    collect(context, span, receiver, (char) => ({
      type: STR,
      collector: {
        kind: 'join',
        separator: constant(span, ''),
        element: op(span, 'dict.get_or', STR, [read, char, char]),
      },
    })),
  );
}

type Table = ReadonlyMap<string, string>;

function tableOf(ast: Ast, scope: Scope, context: Context): Table {
  if (ast.kind === 'dict') return entriesOf(ast, false);
  const made =
    ast.kind === 'call' &&
    ast.keywords.length === 0 &&
    ast.callee.kind === 'attribute' &&
    ast.callee.name === 'maketrans' &&
    isText(ast.callee.value, scope, context);
  return made ? madeTable(ast) : notWritten(ast.span);
}

/** `str` itself, or a literal. */
function isText(ast: Ast, scope: Scope, context: Context): boolean {
  if (ast.kind === 'str') return true;
  return (
    ast.kind === 'name' &&
    ast.name === 'str' &&
    scope.find('str') === undefined &&
    context.input('str') === null
  );
}

/** What `str.maketrans` makes of its arguments. */
function madeTable(ast: CallAst): Table {
  const [first, second, third] = ast.args;
  if (first?.kind === 'dict' && ast.args.length === 1) return entriesOf(first, true);
  if (
    first?.kind !== 'str' ||
    second?.kind !== 'str' ||
    (third && third.kind !== 'str') ||
    ast.args.length > 3
  )
    return notWritten(ast.span);
  const [from, to] = [Array.from(first.value), Array.from(second.value)];
  if (from.length !== to.length)
    return refuse('type-error', ast.span, '`maketrans` needs two strings of one length.', {
      exception: 'ValueError',
    });
  const table = new Map(from.map((char, i) => [char, to[i] ?? '']));
  for (const char of third?.value ?? '') table.set(char, '');
  return table;
}

/** `{ord('a'): 'b', 99: None}`; `maketrans` also takes characters as keys. */
function entriesOf(ast: Extract<Ast, { kind: 'dict' }>, characters: boolean): Table {
  return new Map(
    ast.entries.map(({ key, value }) => {
      const char = key?.kind === 'str' && characters ? oneCharacter(key.value) : codeOf(key);
      const text =
        value.kind === 'str'
          ? value.value
          : value.kind === 'constant' && value.value === null
            ? ''
            : codeOf(value);
      return char === null || text === null ? notWritten(ast.span) : [char, text];
    }),
  );
}

const oneCharacter = (text: string): string | null => (Array.from(text).length === 1 ? text : null);

/** The character of a code point: a number, or `ord` of a literal. */
function codeOf(ast: Ast | null): string | null {
  if (ast?.kind === 'number' && typeof ast.value === 'bigint')
    return ast.value < 0xd800n ? String.fromCodePoint(Number(ast.value)) : null;
  const [argument] = ast?.kind === 'call' ? ast.args : [];
  const isOrd =
    ast?.kind === 'call' &&
    ast.callee.kind === 'name' &&
    ast.callee.name === 'ord' &&
    ast.args.length === 1 &&
    ast.keywords.length === 0;
  return isOrd && argument?.kind === 'str' ? oneCharacter(argument.value) : null;
}

const notWritten = (span: Span): never =>
  refuse('unsupported-argument', span, '`translate` needs its table as a literal.', {
    hint: "Write str.maketrans('abc', 'xyz') or {ord('a'): 'b'} in place.",
  });
