import type { Ast } from './ast';
import { constant, op } from './build';
import { refuse, type Span } from './diagnostic';
import type { Expr } from './ir';
import { BOOL, type Type } from './types';

/** Python type names, and the kinds of static types whose values are instances of them. */
const KINDS: Readonly<Record<string, readonly Type['kind'][]>> = {
  int: ['int', 'bool'],
  bool: ['bool'],
  float: ['float'],
  str: ['str'],
  bytes: ['bytes'],
  list: ['list'],
  tuple: ['tuple', 'sequence'],
  dict: ['dict'],
  set: ['set'],
  frozenset: ['set'],
  range: ['range'],
};

/** `isinstance(value, T)` or `isinstance(value, (T, U))`: decided by the static type where it can be. */
export function kindsOfTest(value: Expr, ast: Ast, span: Span): Expr {
  const names = (ast.kind === 'tuple' ? ast.items : [ast]).map((item) =>
    item.kind === 'name' ? item.name : '',
  );
  const kinds = names.flatMap((name) =>
    Object.hasOwn(KINDS, name)
      ? (KINDS[name] ?? [])
      : refuse('unsupported-argument', ast.span, '`isinstance` knows the builtin types only.', {
          hint: `Use one of ${Object.keys(KINDS).join(', ')}.`,
        }),
  );
  const members =
    value.type.kind === 'union'
      ? value.type.members
      : value.type.kind === 'optional'
        ? [value.type.of, { kind: 'none' } as const]
        : [value.type];
  const matches = members.map(
    (member) =>
      kinds.includes(member.kind) &&
      (member.kind !== 'set' || names.includes(member.frozen ? 'frozenset' : 'set')),
  );
  const decided = matches.every((m) => m === matches[0]);
  const harmless = value.kind === 'var' || value.kind === 'input' || value.kind === 'const';
  if (decided && harmless) return constant(span, matches[0] === true);
  if (decided)
    return refuse('unsupported-argument', span, 'This `isinstance` is always the same.', {
      hint: `Write ${matches[0] ? 'True' : 'False'}.`,
    });
  const matched = members.filter((_, i) => matches[i]).map((m) => m.kind);
  if (members.some((m, i) => !matches[i] && matched.includes(m.kind)))
    return refuse('unsupported-argument', span, 'A set and a frozenset are not told apart here.');
  return op(span, 'isinstance', BOOL, [value], { kinds: matched });
}
