import { type Expr, NONE, type OpName, type Span, someType, type Type } from '../../language';
import { type Argument, argumentsOf, bigArgument, oneArgument, twoArguments } from './arguments';
import { negate } from './collectors';
import { type Comparison, compareValues } from './compare';
import { change } from './convert';
import type { Emitter } from './emitter';
import type { Printer } from './operations';
import {
  binary,
  call,
  field,
  type GoExpr,
  integer,
  isStable,
  literal,
  name,
  type Stmt,
  set,
  totalCall,
  unary,
  when,
} from './syntax';
import { bySwitch, holdsOne } from './unions';

function comparison(how: Comparison): Printer {
  return (g, node, block) => {
    const [a, b] = twoArguments(g, node, block);
    return compareArguments(g, how, a, b, node.span);
  };
}

/** Compares two arguments; of two ints, one may be big and the other not. */
function compareArguments(g: Emitter, how: Comparison, a: Argument, b: Argument, span: Span): GoExpr {
  const [x, y] = [g.types.isBig(a.type), g.types.isBig(b.type)];
  if (a.type.kind !== 'int' || b.type.kind !== 'int' || (!x && !y))
    return compareValues(g, how, a.value, b.value, a.type, span);
  if (x && b.node.kind === 'const' && b.node.value === 0n)
    return compareValues(g, how, totalCall(field(a.value, 'Sign')), integer(0), SIGN, span);
  return compareValues(g, how, bigArgument(g, a), bigArgument(g, b), x ? a.type : b.type, span);
}

/** The type of a sign. */
const SIGN: Type = { kind: 'int', range: { min: -1n, max: 1n } };

const OPPOSITE: Partial<Record<OpName, Comparison>> = {
  eq: 'ne',
  ne: 'eq',
  lt: 'ge',
  le: 'gt',
  gt: 'le',
  ge: 'lt',
};

const not: Printer = (g, node, block) => {
  const [of] = node.args;
  const opposite = of?.kind === 'op' ? OPPOSITE[of.op] : undefined;
  if (of?.kind === 'op' && opposite !== undefined && of.args.every((arg) => !hasFloat(arg))) {
    const [a, b] = twoArguments(g, of, block);
    return compareArguments(g, opposite, a, b, node.span);
  }
  return negate(oneArgument(g, node, block).value);
};

const hasFloat = (expr: Expr): boolean => someType(expr.type, (t) => t.kind === 'float');

/** Python's truth value of anything. */
function truth(g: Emitter, value: GoExpr, type: Type, span: Span, block: Stmt[]): GoExpr {
  switch (type.kind) {
    case 'bool':
      return value;
    case 'int':
      return g.types.isBig(type)
        ? binary('!=', totalCall(field(value, 'Sign')), integer(0))
        : binary('!=', value, integer(0));
    case 'float':
      return binary('!=', value, integer(0));
    case 'str':
    case 'bytes':
      return binary('!=', value, literal('""'));
    case 'list':
    case 'sequence':
    case 'set':
    case 'range':
      return binary('>', totalCall('len', value), integer(0));
    case 'dict':
      return binary('>', totalCall('len', field(value, 'keys')), integer(0));
    case 'optional': {
      const kept = g.keep(block, 'value', value);
      return binary('&&', field(kept, 'Valid'), truth(g, field(kept, 'Value'), type.of, span, block));
    }
    case 'never':
    case 'tuple':
    case 'record':
    case 'none':
    case 'iterator':
      if (!isStable(value)) block.push(set(name('_'), value));
      return literal(
        String(
          type.kind === 'record' ||
            type.kind === 'iterator' ||
            (type.kind === 'tuple' && type.items.length > 0),
        ),
      );
    case 'union':
      return call(
        bySwitch(g, type, 'truth', 'truth', 'bool', span, (v, member) => truth(g, v, member, span, block)),
        value,
      );
  }
}

function noneTest(negated: boolean): Printer {
  return (g, node, block) => {
    const { value, type } = oneArgument(g, node, block);
    if (type.kind === 'optional') return negated ? field(value, 'Valid') : unary('!', field(value, 'Valid'));
    if (type.kind === 'union') {
      const test = holdsOne(g, value, [NONE], node.span, block);
      return negated ? unary('!', test) : test;
    }
    if (!isStable(value)) block.push(set(name('_'), value));
    return literal(String((type.kind === 'none') !== negated));
  };
}

/** `min(a, b, …)`: all are computed, then compared from left to right. */
function extreme(how: 'lt' | 'gt'): Printer {
  return (g, node, block) => {
    const args = argumentsOf(g, node, block);
    // The winner may fit a machine integer where a loser does not.
    const type = args.find((arg) => g.types.isBig(arg.type))?.type ?? node.type;
    const values = args.map((arg) => change(g, arg.value, arg.type, type, node.span, block));
    const [first, ...rest] = values;
    if (first === undefined)
      return g.refuse('unsupported-operation', node.span, 'min and max need arguments.');
    const best = g.names.fresh(how === 'lt' ? 'least' : 'most');
    const others = rest.map((value) => (isStable(value) ? value : g.keep(block, 'other', value)));
    block.push({ kind: 'var', name: best, type: g.goType(type, node.span) });
    block.push(set(name(best), first));
    for (const other of others) {
      const test = compareValues(g, how, other, name(best), type, node.span);
      block.push(when(test, [set(name(best), other)]));
    }
    return change(g, name(best), type, node.type, node.span, block);
  };
}

const isInstance: Printer = (g, node, block) => {
  const { value, type } = oneArgument(g, node, block);
  const kinds = node.options?.kinds ?? [];
  if (type.kind === 'union') {
    const members = type.members.filter((member) => kinds.includes(member.kind));
    if (members.length === 0) return literal('false');
    return holdsOne(g, value, members, node.span, block);
  }
  if (type.kind !== 'optional')
    return g.refuse('unsupported-type', node.span, `Go can't tell the kinds of a ${type.kind} apart.`);
  const [none, some] = [kinds.includes('none'), kinds.includes(type.of.kind)];
  if (none === some) {
    if (!isStable(value)) block.push(set(name('_'), value));
    return literal(String(some));
  }
  return some ? field(value, 'Valid') : unary('!', field(value, 'Valid'));
};

export const LOGIC_OPERATIONS: Partial<Record<OpName, Printer>> = {
  eq: comparison('eq'),
  ne: comparison('ne'),
  lt: comparison('lt'),
  le: comparison('le'),
  gt: comparison('gt'),
  ge: comparison('ge'),
  not,
  truth: (g, node, block) => {
    const { value, type } = oneArgument(g, node, block);
    return truth(g, value, type, node.span, block);
  },
  is_none: noneTest(false),
  is_not_none: noneTest(true),
  min: extreme('lt'),
  max: extreme('gt'),
  isinstance: isInstance,
};
