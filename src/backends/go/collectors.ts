import type { Collector, Comp, Expr } from '../../language';
import { addTo } from './displays';
import type { Destination, Emitter } from './emitter';
import { extremeCollector, productCollector, sumCollector } from './folds';
import { pack } from './keys';
import { breakOut } from './sources';
import {
  call,
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

/** `a == x || a == y`, whose opposite is `a != x && a != y`. */
const isEquality = (test: GoExpr): boolean =>
  test.kind === 'binary' &&
  (test.op === '==' ||
    test.op === '!=' ||
    (test.op === '||' && isEquality(test.left) && isEquality(test.right)));

/** The opposite of a test. Orderings are left alone: with NaN they have no opposite. */
export function negate(test: GoExpr): GoExpr {
  if (test.kind === 'unary' && test.op === '!') return test.operand;
  if (test.kind === 'binary' && (test.op === '==' || test.op === '!='))
    return { ...test, op: OPPOSITE[test.op] };
  if (
    test.kind === 'binary' &&
    (test.op === '||' || test.op === '&&') &&
    isEquality(test.left) &&
    isEquality(test.right)
  )
    return {
      ...test,
      op: test.op === '||' ? '&&' : '||',
      left: negate(test.left),
      right: negate(test.right),
    };
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

export function textOf(expr: GoExpr): string {
  return expr.kind === 'name' ? expr.name : '_';
}
