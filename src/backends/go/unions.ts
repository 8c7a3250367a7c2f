import type { Span, Type } from '../../language';
import type { Emitter } from './emitter';
import { call, field, type GoExpr, name, type Stmt } from './syntax';

type UnionType = Type & { readonly kind: 'union' };

/** The member of a union that a value of this type is, or null. */
export function memberOf(union: UnionType, type: Type): Type | null {
  const alike = (member: Type): boolean =>
    member.kind === type.kind &&
    (member.kind !== 'tuple' || type.kind !== 'tuple' || member.items.length === type.items.length) &&
    (member.kind !== 'set' || type.kind !== 'set' || member.frozen === type.frozen);
  return union.members.find(alike) ?? null;
}

/** `v.(T)`: the value of a union as one of its members. */
export function asserted(value: GoExpr, go: string): GoExpr {
  return field(value, `(${go})`);
}

/** Whether a union holds one of some members: a boolean, set by statements. */
export function holdsOne(
  g: Emitter,
  value: GoExpr,
  members: readonly Type[],
  span: Span,
  block: Stmt[],
): GoExpr {
  const test = g.make(`holds ${members.map((m) => g.goType(m, span)).join(' ')}`, 'isOne', (own) => {
    const types = members.map((member) => g.goType(member, span)).join(', ');
    return `// ${own} tells whether a value has one of some types.\nfunc ${own}(v any) bool {\n\tswitch v.(type) {\n\tcase ${types}:\n\t\treturn true\n\t}\n\treturn false\n}\n`;
  });
  return { ...call(test, g.keep(block, 'value', value)), span };
}

/**
 * A function over a union that does something else for every member, as a Go type switch.
 * @param what tells functions apart that do different things for one type
 */
export function bySwitch(
  g: Emitter,
  union: UnionType,
  what: string,
  hint: string,
  result: string,
  span: Span,
  arm: (value: GoExpr, member: Type) => GoExpr,
): GoExpr {
  const key = `${what} ${g.types.signature(union, span)}`;
  const made = g.make(key, hint, (own) => {
    const arms = union.members.map((member) => {
      const text = g.printed(arm(name('v'), member));
      return `\tcase ${g.goType(member, span)}:\n\t\treturn ${text}\n`;
    });
    const subject = arms.some((text) => /return .*\bv\b/.test(text)) ? 'v := v.(type)' : 'v.(type)';
    return `// ${own} asks a value of several types.\nfunc ${own}(v any) ${result} {\n\tswitch ${subject} {\n${arms.join('')}\t}\n\tpanic("unreachable")\n}\n`;
  });
  return name(made);
}
