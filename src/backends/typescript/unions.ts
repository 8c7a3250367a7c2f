import type { Type, UnionType } from '../../language';
import { code } from '../text';
import type { Context } from './context';
import { typed } from './erase';
import {
  atom,
  binary,
  call,
  conditional,
  member,
  PRECEDENCE,
  type Printed,
  printed,
  simple,
  unary,
} from './print';
import type { Member } from './types';

/** Is the value of a union this member? */
export function memberTest(cx: Context, value: Printed, m: Member, union: UnionType): Printed {
  if (m.box !== null) return binary('instanceof', value, simple(cx.use(m.box)));
  switch (m.kind) {
    case 'null':
      return binary('===', value, simple('null'));
    case 'array':
      return call('Array.isArray', value);
    case 'bytes':
      return binary('instanceof', value, simple('Uint8Array'));
    case 'set':
    case 'map': {
      const name = cx.typeText(m.type).split('<', 1)[0] ?? '';
      return binary('instanceof', value, simple(name));
    }
    case 'record': {
      // Records are what is left: every other member has a test of its own.
      const others = cx.representation
        .membersOf(union)
        .filter((other) => other !== m && other.kind !== 'record');
      return others
        .map((other) => negated(memberTest(cx, value, other, union)))
        .reduce((a, b) => binary('&&', a, b));
    }
    default:
      return binary('===', unary('typeof ', value), simple(`'${m.kind}'`));
  }
}

const negated = (test: Printed): Printed => unary('!', test);

export const unboxed = (value: Printed, m: Member): Printed =>
  m.box === null ? value : member(value, 'value');

export const boxed = (cx: Context, value: Printed, m: Member): Printed =>
  m.box === null ? value : printed(code`new ${cx.use(m.box)}(${value.code})`, PRECEDENCE.member);

/** One expression that treats each member of a union in its own way. `value` must be a name. */
export function eachMember(
  cx: Context,
  value: Printed,
  union: UnionType,
  treat: (value: Printed, type: Type) => Printed,
): Printed {
  const members = cx.representation.membersOf(union);
  return (
    members
      .map((m) => ({ test: memberTest(cx, value, m, union), result: treat(unboxed(value, m), m.type) }))
      .reduceRight<Printed | null>(
        (rest, { test, result }) => (rest === null ? result : conditional(test, result, rest)),
        null,
      ) ?? value
  );
}

/** The same value, of another type to the checker. */
export const cast = (value: Printed, type: string): Printed =>
  value.precedence >= PRECEDENCE.relational
    ? atom(code`(${value.code}${typed(` as ${type}`)})`)
    : atom(code`((${value.code})${typed(` as ${type}`)})`);
