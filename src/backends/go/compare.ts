import type { Span, Type } from '../../language';
import type { Emitter } from './emitter';
import { binary, call, field, type GoExpr, integer, totalCall, unary } from './syntax';
import { recordField, tupleField } from './types';

export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';

const OPERATORS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** Compares two values of one type. */
export function compareValues(
  g: Emitter,
  how: Comparison,
  a: GoExpr,
  b: GoExpr,
  type: Type,
  span: Span,
): GoExpr {
  const operator = OPERATORS[how];
  const equality = how === 'eq' || how === 'ne';
  const direct =
    type.kind === 'float' ||
    type.kind === 'str' ||
    type.kind === 'bytes' ||
    (type.kind === 'int' && !g.types.isBig(type)) ||
    (equality && (g.types.comparesDirectly(type) || comparesAsUnion(g, type)));
  if (direct) return binary(operator, a, b);
  if (type.kind === 'int') return binary(operator, totalCall(field(a, 'Cmp'), b), integer(0));
  if (equality) {
    const same = call(equalFunction(g, type, span), a, b);
    return how === 'eq' ? same : unary('!', same);
  }
  return binary(operator, call(compareFunction(g, type, span), a, b), integer(0));
}

/** True when Go's `==` of two `any` is Python's: at most one member is a number, and all are comparable. */
function comparesAsUnion(g: Emitter, type: Type): boolean {
  if (type.kind !== 'union') return false;
  const numbers = type.members.filter((m) => m.kind === 'int' || m.kind === 'float' || m.kind === 'bool');
  return numbers.length <= 1 && type.members.every((member) => g.types.comparesDirectly(member));
}

/** A Go expression for a function `(T, T) bool` that is Python's `==` of items in containers. */
export function equalFunction(g: Emitter, type: Type, span: Span): string {
  if (type.kind === 'float') return 'sameFloat';
  if (type.kind === 'int' && g.types.isBig(type)) return 'sameBig';
  const go = g.goType(type, span);
  if (g.types.comparesDirectly(type)) return `same[${go}]`;
  return g.make(`equal ${go}`, 'equal', (own) => {
    const head = `// ${own} compares two values.\nfunc ${own}(a, b ${go}) bool {\n`;
    return `${head}\treturn ${equalBody(g, type, span)}\n}\n`;
  });
}

function equalBody(g: Emitter, type: Type, span: Span): string {
  const test = (t: Type, path: string): string =>
    g.types.comparesDirectly(t)
      ? `a.${path} == b.${path}`
      : `${equalFunction(g, t, span)}(a.${path}, b.${path})`;
  switch (type.kind) {
    case 'tuple':
      return type.items.map((item, i) => test(item, tupleField(type.items.length, i))).join(' && ') || 'true';
    case 'record':
      return type.fields.map((f) => test(f.type, recordField(type, f.name))).join(' && ') || 'true';
    case 'list':
    case 'sequence':
    case 'iterator':
      return `sameItems(a, b, ${equalFunction(g, type.element, span)})`;
    case 'range':
      return `sameItems(a, b, ${equalFunction(g, { kind: 'int', range: type.range }, span)})`;
    case 'set':
      return 'len(a) == len(b) && isSubset(a, b)';
    case 'dict':
      return `equalDicts(a, b, ${equalFunction(g, type.value, span)})`;
    case 'optional':
      return `sameOptional(a, b, ${equalFunction(g, type.of, span)})`;
    default:
      return g.refuse('unsupported-operation', span, `Go can't compare values of type ${type.kind} here.`);
  }
}

/** A Go expression for a function `(T, T) int` that orders values as Python's `<` does. */
export function compareFunction(g: Emitter, type: Type, span: Span): string {
  switch (type.kind) {
    case 'int':
      return g.types.isBig(type) ? 'compareBig' : 'compare[int]';
    case 'str':
    case 'bytes':
      return 'compare[string]';
    case 'float':
      return 'compareFloats';
    case 'bool':
      return 'compareBools';
    default:
  }
  const go = g.goType(type, span);
  return g.make(`compare ${go}`, 'order', (own) => {
    const head = `// ${own} orders two values.\nfunc ${own}(a, b ${go}) int {\n`;
    return `${head}${compareBody(g, type, span)}}\n`;
  });
}

function compareBody(g: Emitter, type: Type, span: Span): string {
  switch (type.kind) {
    case 'list':
    case 'sequence':
    case 'iterator':
      return `\treturn compareItems(a, b, ${compareFunction(g, type.element, span)})\n`;
    case 'tuple': {
      const parts = type.items.map((item, i) => {
        const path = tupleField(type.items.length, i);
        return `${compareFunction(g, item, span)}(a.${path}, b.${path})`;
      });
      const last = parts.pop();
      if (last === undefined) return '\treturn 0\n';
      return `${parts.map((part) => `\tif c := ${part}; c != 0 {\n\t\treturn c\n\t}\n`).join('')}\treturn ${last}\n`;
    }
    case 'never':
    case 'none':
      return '\treturn 0\n';
    default:
      return g.refuse('unsupported-operation', span, `Go has no order for values of type ${type.kind}.`);
  }
}
