import { type Collector, type Comp, deliveredSize, type Expr, type Lambda, type Type } from '../../language';
import { type Collecting, textOf } from './collectors';
import { compareValues } from './compare';
import { asBig, change } from './convert';
import { type Emitter, floatConstant } from './emitter';
import {
  binary,
  call,
  composite,
  define,
  doIt,
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

/** `sum`: machine ints, 128 bits, big ints, or compensated floats. */
export function sumCollector(g: Emitter, node: Comp, collector: Collector & { kind: 'sum' }): Collecting {
  if (node.type.kind === 'float') return floatSum(g, node, collector);
  g.noteWrap(node.type, node.span);
  const { element, start } = collector;
  const total = name(g.names.fresh('total'));
  const wide = g.types.isBig(node.type) && !g.types.isBig(element.type) && start === null;
  if (wide) {
    return {
      setUp: (block) => block.push({ kind: 'var', name: textOf(total), type: 'wideSum' }),
      each: (block) =>
        g.into(element, block, { put: (inner, value) => inner.push(doIt(call(field(total, 'add'), value))) }),
      finish: () => totalCall(field(total, 'value')),
    };
  }
  if (g.types.isBig(node.type)) return bigFold(g, element, start, 'Add', 0, total);
  return {
    setUp(block) {
      const from = start === null ? integer(0) : narrow(g, g.value(start, block), start.type);
      block.push(define(textOf(total), from));
    },
    each(block) {
      g.into(element, block, {
        put: (inner, value) =>
          inner.push(
            value.kind === 'literal' && value.text === '1'
              ? { kind: 'step', target: total, op: '++' }
              : { kind: 'assign', targets: [total], op: '+=', values: [narrow(g, value, element.type)] },
          ),
      });
    },
    finish: () => total,
  };
}

/** Sums wrap modulo 2^64, so that one that ends within 64 bits is exact even where its terms are not. */
export function narrow(g: Emitter, value: GoExpr, type: Type): GoExpr {
  return g.types.isBig(type) ? g.totalHelp('small', value) : value;
}

/** A fold into a `*big.Int` of its own, which may be changed in place. */
function bigFold(
  g: Emitter,
  element: Expr,
  start: Expr | null,
  method: 'Add' | 'Mul',
  neutral: 0 | 1,
  total: GoExpr,
): Collecting {
  return {
    setUp(block) {
      const from =
        start === null
          ? totalCall('big.NewInt', integer(neutral))
          : asBig(g, g.value(start, block), start.type);
      const own =
        start === null || !g.types.isBig(start.type)
          ? from
          : totalCall(field(totalCall('new', name('big.Int')), 'Set'), from);
      block.push(define(textOf(total), own));
    },
    each(block) {
      g.into(element, block, {
        put: (inner, value) =>
          inner.push(doIt(call(field(total, method), total, asBig(g, value, element.type)))),
      });
    },
    finish: () => total,
  };
}

function floatSum(g: Emitter, node: Comp, collector: Collector & { kind: 'sum' }): Collecting {
  const total = name(g.names.fresh('total'));
  const mayBeEmpty = node.type.kind === 'float' && node.type.orZero === true;
  const seen = mayBeEmpty ? name(g.names.fresh('seen')) : null;
  return {
    setUp(block) {
      if (collector.start === null) block.push({ kind: 'var', name: textOf(total), type: 'floatSum' });
      else {
        const start = g.value(collector.start, block);
        block.push(define(textOf(total), composite('floatSum', [{ key: name('total'), value: start }])));
      }
      if (seen !== null) block.push(define(textOf(seen), literal('false')));
    },
    each(block) {
      g.into(collector.element, block, {
        put(inner, value) {
          inner.push(doIt(call(field(total, 'add'), value)));
          if (seen !== null) inner.push(set(seen, literal('true')));
        },
      });
    },
    finish(block) {
      const value = totalCall(field(total, 'value'));
      if (seen === null) return value;
      const result = name(g.names.fresh('sum'));
      block.push(define(textOf(result), value), when(unary('!', seen), [set(result, floatConstant(-0))]));
      return result;
    },
  };
}

/** `math.prod`. */
export function productCollector(
  g: Emitter,
  node: Comp,
  collector: Collector & { kind: 'prod' },
): Collecting {
  const { element, start } = collector;
  const product = name(g.names.fresh('product'));
  if (g.types.isBig(node.type)) return bigFold(g, element, start, 'Mul', 1, product);
  const float = node.type.kind === 'float';
  if (!float) g.noteWrap(node.type, node.span);
  return {
    setUp(block) {
      const from =
        start === null
          ? float
            ? literal('1.0')
            : integer(1)
          : narrow(g, g.typed(g.value(start, block), node.type), start.type);
      block.push(define(textOf(product), from));
    },
    each(block) {
      g.into(element, block, {
        put: (inner, value) =>
          inner.push({
            kind: 'assign',
            targets: [product],
            op: '*=',
            values: [narrow(g, value, element.type)],
          }),
      });
    },
    finish: () => product,
  };
}

/** @param whenEmpty what to do about nothing at all, in place of the fallback or the exception */
export function extremeCollector(
  g: Emitter,
  node: Comp,
  collector: Collector & { kind: 'min' | 'max' },
  whenEmpty: readonly Stmt[] | null = null,
): Collecting {
  const { element, key, fallback } = collector;
  const best = name(g.names.fresh('best'));
  const seen = name(g.names.fresh('seen'));
  const bestKey = key === null ? null : name(g.names.fresh('bestKey'));
  const how = collector.kind === 'min' ? 'lt' : 'gt';
  const never = fallback === null && (deliveredSize(node).min ?? 0n) > 0n;
  let otherwise: GoExpr | null = null;
  return {
    setUp(block) {
      if (fallback !== null) otherwise = g.value(fallback, block);
      if (otherwise !== null && !isStable(otherwise)) otherwise = g.keep(block, 'fallback', otherwise);
      block.push({ kind: 'var', name: textOf(best), type: g.goType(element.type, node.span) });
      if (bestKey !== null && key !== null)
        block.push({ kind: 'var', name: textOf(bestKey), type: g.goType(key.body.type, node.span) });
      block.push(define(textOf(seen), literal('false')));
    },
    each(block) {
      const value = keepTyped(g, block, 'candidate', g.value(element, block), element.type);
      const rank =
        key === null ? value : keepTyped(g, block, 'rank', lambdaValue(g, key, value, block), key.body.type);
      const rankType = key === null ? element.type : key.body.type;
      const better = compareValues(g, how, rank, bestKey ?? best, rankType, node.span);
      const targets = bestKey === null ? [best, seen] : [best, bestKey, seen];
      const values = bestKey === null ? [value, literal('true')] : [value, rank, literal('true')];
      block.push(
        when(binary('||', unary('!', seen), better), [{ kind: 'assign', targets, op: '=', values }]),
      );
    },
    finish(block) {
      if (whenEmpty !== null) {
        block.push(when(unary('!', seen), whenEmpty));
        return best;
      }
      if (never) return best;
      if (fallback === null || otherwise === null) {
        block.push(when(unary('!', seen), [doIt(g.help('emptyError'))]));
        return best;
      }
      if (g.goType(element.type, node.span) === g.goType(node.type, node.span)) {
        block.push(
          when(unary('!', seen), [
            set(best, change(g, otherwise, fallback.type, node.type, node.span, block)),
          ]),
        );
        return best;
      }
      const result = name(g.names.fresh('result'));
      const [some, none]: [Stmt[], Stmt[]] = [[], []];
      some.push(set(result, change(g, best, element.type, node.type, node.span, some)));
      none.push(set(result, change(g, otherwise, fallback.type, node.type, node.span, none)));
      block.push(
        { kind: 'var', name: textOf(result), type: g.goType(node.type, node.span) },
        when(seen, some, none),
      );
      return result;
    },
  };
}

function keepTyped(g: Emitter, block: Stmt[], hint: string, value: GoExpr, type: Type): GoExpr {
  return value.kind === 'name' && value.mutable !== true
    ? value
    : named(g, block, hint, g.typed(value, type));
}

function named(g: Emitter, block: Stmt[], hint: string, value: GoExpr): GoExpr {
  const fresh = g.names.fresh(hint);
  block.push(define(fresh, value));
  return name(fresh);
}

/** The body of a lambda with its parameter bound to a value. */
function lambdaValue(g: Emitter, key: Lambda, argument: GoExpr, block: Stmt[]): GoExpr {
  if (argument.kind === 'name' && argument.mutable !== true) g.names.alias(key.parameter.id, argument.name);
  else if (g.read.has(key.parameter.id)) block.push(define(g.nameOf(key.parameter), argument));
  return g.value(key.body, block);
}
