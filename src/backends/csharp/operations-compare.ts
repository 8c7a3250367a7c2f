import { asSequence, type Op, type Type } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { convertValue } from './convert';
import { comparerOf, equal, ordered, orderOf } from './keys';
import { args, nth, type OperationPrinter, type OperationTable, typeAt } from './operations-table';
import { atom, binary, call, member, method, not, type Printed, simple, slot, wide } from './print';
import { elementType } from './sources';

const compare = (operator: '<' | '<=' | '>' | '>='): OperationPrinter =>
  args((cx, node, operands) =>
    ordered(cx, typeAt(node, 0), operator, nth(operands, 0), nth(operands, 1), node.span),
  );

const notNaN = (type: Type): boolean => type.kind !== 'float';

/** `a < b ? a : b …`, the first of equals. */
const extreme = (name: 'Min' | 'Max'): OperationPrinter =>
  args((cx, node, operands) => {
    if (node.type.kind === 'int' && operands.length === 2 && notNaN(node.type)) {
      const big = cx.typeText(node.type, node.span) === 'BigInteger';
      return big ? call(`BigInteger.${name}`, ...operands) : call(`Math.${name}`, ...operands.map(wide));
    }
    const order = orderOf(cx, node.type, node.span);
    const type = cx.typeText(node.type, node.span);
    const item = cx.names.fresh('item');
    cx.use(`${name}By`);
    const array = atom(code`new ${type}[] { ${join(operands)} }`);
    return method(
      array,
      `${name}By`,
      `${item} => ${item}`,
      order === '' ? `Comparer<${type}>.Default` : order,
    );
  });

const join = (operands: readonly Printed[]) =>
  operands.map(slot).reduce((a, b, i) => (i === 0 ? b : code`${a}, ${b}`), code``);

/** Membership, by the kind of container. */
const contains: OperationPrinter = (cx, node, out) => {
  const [container, item] = node.args;
  if (container?.kind === 'op' && container.op === 'range' && item?.type.kind === 'int') {
    const [start = simple('0'), stop = simple('0'), step = simple('1'), sought = simple('0')] = cx.inOrder(
      [...container.args, item],
      out,
    );
    return cx.help('InRange', start, stop, step, sought);
  }
  const operands = cx.inOrder(node.args, out);
  const [where, what] = [nth(operands, 0), nth(operands, 1)];
  const type = typeAt(node, 0);
  switch (type.kind) {
    case 'str':
      return cx.help('HasText', where, what);
    case 'dict':
      return method(where, 'ContainsKey', converted(cx, node, what, type.key, out));
    case 'set':
      return method(where, 'Contains', converted(cx, node, what, type.element, out));
    case 'bytes':
      return cx.help('HasByte', where, what);
    case 'tuple': {
      const { element } = asSequence(type);
      const [tuple, value] = [cx.stable(where, out, 'items'), cx.stable(what, out, 'sought')];
      const same = type.items.map((it, i) =>
        equal(
          cx,
          it,
          member(tuple, `Item${i + 1}`),
          convertValue(cx, value, typeAt(node, 1), it, node.span, out),
          node.span,
        ),
      );
      if (element.kind === 'union') break;
      const [head = simple('false'), ...rest] = same;
      return rest.reduce((a, b) => binary('||', a, b), head);
    }
    case 'list':
    case 'sequence':
    case 'range':
    case 'iterator': {
      const element = elementType(type);
      const comparer = comparerOf(cx, element);
      return method(
        where,
        'Contains',
        converted(cx, node, what, element, out),
        ...(comparer === '' ? [] : [comparer]),
      );
    }
    default:
  }
  return cx.refuse(
    'unsupported-operation',
    node.span,
    '`in` has no form in C# for this container.',
    'Use a list.',
  );
};

function converted(cx: Context, node: Op, value: Printed, target: Type, out: Block): Printed {
  return wide(convertValue(cx, value, typeAt(node, 1), target, node.span, out));
}

const truth: OperationPrinter = args((cx, node, operands) => {
  const [value] = [nth(operands, 0)];
  const type = typeAt(node, 0);
  switch (type.kind) {
    case 'bool':
      return value;
    case 'int':
      return binary('!=', value, simple('0'));
    case 'float':
      return binary('!=', value, simple('0'));
    case 'str':
      return binary('!=', value, simple('""'));
    case 'none':
      return simple('false');
    case 'list':
    case 'set':
    case 'dict':
      return binary('>', member(value, 'Count'), simple('0'));
    case 'sequence':
    case 'bytes':
      return binary('>', member(value, 'Length'), simple('0'));
    case 'range':
      return method(value, 'Any');
    case 'tuple':
      return simple(String(type.items.length > 0));
    case 'optional':
      if (type.of.kind === 'str') return not(call('string.IsNullOrEmpty', value));
      if (type.of.kind === 'int' || type.of.kind === 'float')
        return binary('!=', atom(code`(${value.code} ?? 0)`), simple('0'));
      if (type.of.kind === 'bool') return binary('==', value, simple('true'));
      break;
    default:
  }
  if (type.kind === 'union' || type.kind === 'optional') return cx.help('Truth', wide(value));
  return cx.refuse(
    'unsupported-operation',
    node.span,
    'The truth of this value has no form in C#.',
    'Compare it.',
  );
});

const TESTS: Readonly<Record<string, string>> = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' };

const isNone = (operator: '==' | '!='): OperationPrinter =>
  args((_, node, operands) => {
    const type = typeAt(node, 0);
    if (type.kind === 'none') return simple(String(operator === '=='));
    if (type.kind !== 'optional' && type.kind !== 'union') return simple(String(operator === '!='));
    return binary(operator, nth(operands, 0), simple('null'));
  });

export const COMPARISONS: OperationTable = {
  eq: args((cx, node, operands) => equal(cx, typeAt(node, 0), nth(operands, 0), nth(operands, 1), node.span)),
  ne: args((cx, node, operands) => {
    const type = typeAt(node, 0);
    const same = equal(cx, type, nth(operands, 0), nth(operands, 1), node.span);
    return same.operator === '==' ? binary('!=', nth(operands, 0), nth(operands, 1)) : not(same);
  }),
  lt: compare('<'),
  le: compare('<='),
  gt: compare('>'),
  ge: compare('>='),
  'compare.int_float': args((cx, node, operands) => {
    const operator = TESTS[node.options?.compare ?? 'eq'] ?? '==';
    const [a, b] = [nth(operands, 0), nth(operands, 1)];
    const range = typeAt(node, 0);
    const exact =
      range.kind === 'int' &&
      range.range.min !== null &&
      range.range.max !== null &&
      range.range.min >= -(2n ** 53n) &&
      range.range.max <= 2n ** 53n;
    if (exact) return binary(operator, a, b);
    const value = cx.help('CompareExactly', a, b, `"${operator}"`);
    return value;
  }),
  is_none: isNone('=='),
  is_not_none: isNone('!='),
  contains,
  not: args((_, __, operands) => not(nth(operands, 0))),
  truth,
  min: extreme('Min'),
  max: extreme('Max'),
  isinstance: args((cx, node, operands, out) => {
    const type = typeAt(node, 0);
    const kinds = node.options?.kinds ?? [];
    const members =
      type.kind === 'union'
        ? type.members
        : type.kind === 'optional'
          ? [type.of, { kind: 'none' } as const]
          : [type];
    const value = cx.stable(nth(operands, 0), out);
    const tests = members
      .filter((m) => kinds.includes(m.kind))
      .map((m) =>
        m.kind === 'none'
          ? binary('==', value, simple('null'))
          : type.kind === 'optional'
            ? binary('!=', value, simple('null'))
            : atom(code`(${value.code} is ${cx.spelled(m, node.span)})`),
      );
    const [head = simple('false'), ...rest] = tests;
    return rest.reduce((a, b) => binary('||', a, b), head);
  }),
};
