import { type Collector, type Comp, deliveredSize, type Expr, type Lambda, type Type } from '../../language';
import { compareValues } from './compare';
import { asBig, change } from './convert';
import { addTo } from './displays';
import { type Destination, type Emitter, floatConstant } from './emitter';
import { pack } from './keys';
import { breakOut } from './sources';
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

/** The three places of a loop where a collector has something to say. */
export interface Collecting {
  setUp(block: Stmt[], size: GoExpr | null): void;
  /** @param outermost index in `g.loops` of the comprehension's outermost loop */
  each(block: Stmt[], outermost: number): void;
  finish(block: Stmt[]): GoExpr;
}

/** @param leave the destination when reaching it ends the function: a search then returns from inside its loop. */
export function collectorFor(g: Emitter, node: Comp, leave: Destination | null): Collecting {
  const { collector } = node;
  switch (collector.kind) {
    case 'list':
    case 'sequence':
    case 'generator':
      return listCollector(g, node, collector.element);
    case 'set':
    case 'frozenset':
      return setCollector(g, node, collector.element);
    case 'dict':
      return dictCollector(g, node, collector);
    case 'sum':
      return sumCollector(g, node, collector);
    case 'prod':
      return productCollector(g, node, collector);
    case 'any':
    case 'all':
      return testCollector(g, collector, leave);
    case 'min':
    case 'max':
      return extremeCollector(g, node, collector);
    case 'join':
      return joinCollector(g, collector);
    case 'first':
      return firstCollector(g, node, collector, leave);
  }
}

function listCollector(g: Emitter, node: Comp, element: Expr): Collecting {
  const result = name(g.names.fresh(g.atTopLevel ? 'result' : 'items'));
  const type = g.goType(node.type, node.span);
  return {
    setUp(block, size) {
      if (size === null) block.push({ kind: 'var', name: textOf(result), type });
      else block.push(define(textOf(result), totalCall('make', name(type), integer(0), size)));
    },
    each(block) {
      g.into(element, block, {
        put: (inner, value) => inner.push(set(result, call('append', result, value))),
      });
    },
    finish: () => result,
  };
}

function setCollector(g: Emitter, node: Comp, element: Expr): Collecting {
  const result = name(g.names.fresh('result'));
  return {
    setUp(block) {
      block.push(define(textOf(result), totalCall('make', name(g.goType(node.type, node.span)))));
    },
    each(block) {
      g.into(element, block, {
        put: (inner, value) => inner.push(addTo(g, result, value, element.type, node.span, inner)),
      });
    },
    finish: () => result,
  };
}

function dictCollector(g: Emitter, node: Comp, collector: Collector & { kind: 'dict' }): Collecting {
  const result = name(g.names.fresh('result'));
  const { type } = node;
  if (type.kind !== 'dict')
    return g.refuse('unsupported-type', node.span, 'A dict comprehension makes a dict.');
  g.goType(type, node.span);
  const types = `[${g.types.key(type.key, node.span)}, ${g.goType(type.value, node.span)}]`;
  return {
    setUp(block) {
      block.push(define(textOf(result), totalCall(`NewDict${types}`)));
    },
    each(block) {
      const [key, value] = g.values([collector.key, collector.value], block, 'key');
      if (key !== undefined && value !== undefined)
        block.push(doIt(call(field(result, 'Set'), pack(g, key, type.key, node.span, block), value)));
    },
    finish: () => result,
  };
}

function sumCollector(g: Emitter, node: Comp, collector: Collector & { kind: 'sum' }): Collecting {
  if (node.type.kind === 'float') return floatSum(g, node, collector);
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
          inner.push({
            kind: 'assign',
            targets: [total],
            op: '+=',
            values: [narrow(g, value, element.type)],
          }),
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

function productCollector(g: Emitter, node: Comp, collector: Collector & { kind: 'prod' }): Collecting {
  const { element, start } = collector;
  const product = name(g.names.fresh('product'));
  if (g.types.isBig(node.type)) return bigFold(g, element, start, 'Mul', 1, product);
  const float = node.type.kind === 'float';
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

function testCollector(
  g: Emitter,
  collector: Collector & { kind: 'any' | 'all' },
  leave: Destination | null,
): Collecting {
  const any = collector.kind === 'any';
  const decided = literal(String(any));
  const otherwise = literal(String(!any));
  const result = leave === null ? name(g.names.fresh(any ? 'found' : 'all')) : null;
  return {
    setUp(block) {
      if (result !== null) block.push(define(textOf(result), otherwise));
    },
    each(block, outermost) {
      const value = g.value(collector.element, block);
      const then: Stmt[] = [];
      if (result === null) leave?.put(then, decided);
      else then.push(set(result, decided), ...leaveLoops(g, outermost));
      block.push(when(any ? value : negate(value), then));
    },
    finish: () => result ?? otherwise,
  };
}

const OPPOSITE = { '==': '!=', '!=': '==' } as const;

/** The opposite of a test. Orderings are left alone: with NaN they have no opposite. */
export function negate(test: GoExpr): GoExpr {
  if (test.kind === 'unary' && test.op === '!') return test.operand;
  if (test.kind === 'binary' && (test.op === '==' || test.op === '!='))
    return { ...test, op: OPPOSITE[test.op] };
  return unary('!', test);
}

/** Statements that end all loops of a comprehension; none where it has no loop. */
function leaveLoops(g: Emitter, outermost: number): Stmt[] {
  const loop = g.loops[outermost];
  return loop === undefined ? [] : [breakOut(g, loop)];
}

function firstCollector(
  g: Emitter,
  node: Comp,
  collector: Collector & { kind: 'first' },
  leave: Destination | null,
): Collecting {
  const { element, fallback } = collector;
  if (fallback === null)
    return g.refuse(
      'unsupported-operation',
      node.span,
      'next() of an empty generator raises StopIteration, which has no place in Go.',
      'Give it a default: next(…, None).',
    );
  const result = name(g.names.fresh('first'));
  let otherwise: GoExpr = name(textOf(result));
  return {
    setUp(block) {
      otherwise = g.value(fallback, block);
      if (leave !== null && !isStable(otherwise)) otherwise = g.keep(block, 'fallback', otherwise);
      if (leave === null) {
        block.push(define(textOf(result), g.typed(otherwise, node.type)));
      }
    },
    each(block, outermost) {
      if (leave !== null) {
        g.into(element, block, leave);
        return;
      }
      g.into(element, block, { put: (inner, value) => inner.push(set(result, value)) });
      block.push(...leaveLoops(g, outermost));
    },
    finish: () => (leave === null ? result : otherwise),
  };
}

function joinCollector(g: Emitter, collector: Collector & { kind: 'join' }): Collecting {
  const parts = name(g.names.fresh('parts'));
  const { separator, element } = collector;
  const packed = separator.kind === 'const' && separator.value === '';
  let between: GoExpr = separator.kind === 'const' ? literal('""') : parts;
  return {
    setUp(block) {
      between = g.value(separator, block);
      if (!isStable(between)) between = g.keep(block, 'separator', between);
      block.push({ kind: 'var', name: textOf(parts), type: packed ? 'strings.Builder' : '[]string' });
    },
    each(block) {
      g.into(element, block, {
        put: (inner, value) =>
          inner.push(
            packed
              ? doIt(call(field(parts, 'WriteString'), value))
              : set(parts, call('append', parts, value)),
          ),
      });
    },
    finish: () => (packed ? totalCall(field(parts, 'String')) : totalCall('strings.Join', parts, between)),
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
export function lambdaValue(g: Emitter, key: Lambda, argument: GoExpr, block: Stmt[]): GoExpr {
  if (argument.kind === 'name' && argument.mutable !== true) g.names.alias(key.parameter.id, argument.name);
  else if (g.read.has(key.parameter.id)) block.push(define(g.nameOf(key.parameter), argument));
  return g.value(key.body, block);
}

function textOf(expr: GoExpr): string {
  return expr.kind === 'name' ? expr.name : '_';
}
