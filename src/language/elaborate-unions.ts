import { convert, narrow, op } from './build';
import type { Context } from './context';
import { named } from './elaborate';
import type { Expr } from './ir';
import { BOOL, join, type Type } from './types';

/**
 * What an operation makes of a value of several types: a case for each of them. The operation must take every member;
 * one that it refuses (`None + 1`) refuses the whole.
 */
export function byMember(value: Expr, context: Context, treat: (member: Expr) => Expr): Expr {
  const members = distinguishable(value.type);
  if (members === null) return treat(value);
  return named(value, 'mixed', context, (read) => {
    const cases = members.map((member) => ({ member, result: treat(narrow(read, member)) }));
    const type = cases.map(({ result }) => result.type).reduce(join);
    return cases
      .map(({ member, result }) => ({ member, result: convert(result, type) }))
      .reduceRight((otherwise, { member, result }) => {
        const { span } = value;
        const test = op(span, 'isinstance', BOOL, [read], { kinds: [member.kind] });
        return {
          member,
          result: { kind: 'if', span, type, test, then: result, otherwise: otherwise.result },
        };
      }).result;
  });
}

/** `byMember` of two operands, the left one evaluated first. */
export function byMembers(
  left: Expr,
  right: Expr,
  context: Context,
  treat: (left: Expr, right: Expr) => Expr,
): Expr {
  if (distinguishable(left.type) === null && distinguishable(right.type) === null) return treat(left, right);
  return named(left, 'left', context, (a) =>
    named(right, 'right', context, (b) =>
      byMember(a, context, (l) => byMember(b, context, (r) => treat(l, r))),
    ),
  );
}

/** The members of a union that `isinstance` tells apart, bool before int; null for every other type. */
function distinguishable(type: Type): readonly Type[] | null {
  if (type.kind !== 'union') return null;
  const kinds = type.members.map(({ kind }) => kind);
  if (new Set(kinds).size < kinds.length || kinds.includes('none') || kinds.includes('optional')) return null;
  return type.members.toSorted((a, b) => Number(b.kind === 'bool') - Number(a.kind === 'bool'));
}
