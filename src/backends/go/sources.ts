import {
  add,
  asSequence,
  contains,
  type Expr,
  INT64,
  mayRaise,
  type Op,
  type Pattern,
  type Span,
  type Type,
} from '../../language';
import { comprehension, fused } from './comprehensions';
import { change } from './convert';
import type { Emitter } from './emitter';
import { needsPacking, unpack, unpackAll } from './keys';
import { type Element, isRead, nameFor, single } from './patterns';
import {
  binary,
  composite,
  define,
  field,
  type GoExpr,
  index,
  integer,
  isSimple,
  isStable,
  type Loop,
  name,
  type Stmt,
  totalCall,
  when,
} from './syntax';

/** Receives the statements of one iteration. */
export type LoopBody = (inner: Stmt[], element: Element) => void;

/** An iterable whose first part has been evaluated, ready to be looped over. */
export interface Source {
  /** The number of items, where it is cheap to say before the loop. */
  readonly size: GoExpr | null;
  /**
   * Emits the loop. `pattern` says which names the element gets; `counter`, when not null, is the name of a variable
   * that counts the iterations from 0.
   */
  loop(block: Stmt[], pattern: Pattern, counter: string | null, body: LoopBody): void;
}

const IGNORE: Pattern = { kind: 'ignore' };

/** Evaluates the source of a `for` into the block. */
export function prepare(g: Emitter, source: Expr, block: Stmt[]): Source {
  if (source.kind === 'comp' && source.collector.kind === 'generator') return fused(g, source, block);
  if (source.kind === 'op') {
    switch (source.op) {
      case 'range':
        return rangeSource(g, source, block);
      case 'zip':
        return zipSource(g, source, block);
      case 'enumerate':
        return enumerateSource(g, source, block);
      case 'reversed':
        return reversedSource(g, source, block);
      case 'dict.items':
      case 'dict.keys':
      case 'dict.values':
        return dictSource(g, source, block);
      default:
    }
  }
  const value = g.value(source, block);
  if (source.type.kind !== 'tuple') return valueSource(g, value, source.type, source.span);
  const flat = asSequence(source.type);
  return valueSource(g, change(g, value, source.type, flat, source.span, block), flat, source.span);
}

/** Runs `emit` for the inside of a new loop. */
export function inLoop(g: Emitter, emit: (loop: Loop, body: Stmt[]) => void): { loop: Loop; body: Stmt[] } {
  const loop: Loop = { label: null };
  const body: Stmt[] = [];
  g.loops.push(loop);
  emit(loop, body);
  g.loops.pop();
  return { loop, body };
}

/** Leaves a loop, which gets a label when it is not the innermost one. */
export function breakOut(g: Emitter, loop: Loop | undefined): Stmt {
  if (loop === undefined || g.loops.at(-1) === loop) return { kind: 'break', label: null };
  loop.label ??= g.names.fresh('search');
  return { kind: 'break', label: loop.label };
}

/** A loop that counts beside what it walks. */
function counted(block: Stmt[], counter: string | null, emit: (body: (inner: Stmt[]) => void) => void): void {
  if (counter !== null) block.push(define(counter, integer(0)));
  emit((inner) => {
    if (counter !== null) inner.push({ kind: 'step', target: name(counter), op: '++' });
  });
}

/** Loops over a Go slice: `for i, x := range items`. */
function sliceSource(g: Emitter, items: GoExpr, element: Type): Source {
  return {
    size: isSimple(items) ? totalCall('len', items) : null,
    loop(block, pattern, counter, body) {
      const value = nameFor(g, pattern, 'item');
      const { loop, body: inner } = inLoop(g, (_, statements) =>
        body(statements, single(name(value ?? '_'), element)),
      );
      block.push({ kind: 'range', key: counter, value, source: items, body: inner, loop });
    },
  };
}

function valueSource(g: Emitter, value: GoExpr, type: Type, span: Span): Source {
  switch (type.kind) {
    case 'str':
      return charSource(g, value, type);
    case 'bytes':
      return {
        size: null,
        loop(block, pattern, counter, body) {
          const byte = isRead(g, pattern) ? g.names.fresh('b') : null;
          const { loop, body: inner } = inLoop(g, (_, statements) =>
            body(
              statements,
              single(totalCall('int', name(byte ?? '_')), { kind: 'int', range: { min: 0n, max: 255n } }),
            ),
          );
          const source = totalCall('[]byte', value);
          block.push({ kind: 'range', key: counter, value: byte, source, body: inner, loop });
        },
      };
    case 'set':
      return {
        size: isSimple(value) ? totalCall('len', value) : null,
        loop(block, pattern, counter, body) {
          counted(block, counter, (count) => {
            const key = keyName(g, pattern, type.element, 'item');
            const { loop, body: inner } = inLoop(g, (_, statements) => {
              body(
                statements,
                single(unpack(g, name(key ?? '_'), type.element, span, statements), type.element),
              );
              count(statements);
            });
            block.push({ kind: 'range', key, value: null, source: value, body: inner, loop });
          });
        },
      };
    case 'dict':
      return keySource(g, field(value, 'keys'), type.key, span);
    case 'range':
      return sliceSource(g, value, { kind: 'int', range: type.range });
    case 'list':
    case 'sequence':
    case 'iterator':
      return sliceSource(g, value, type.element);
    case 'never':
      return sliceSource(g, value, type);
    default:
      return g.refuse('unsupported-type', span, `Go can't loop over a ${type.kind} here.`);
  }
}

function charSource(g: Emitter, value: GoExpr, type: Type): Source {
  return {
    size: null,
    loop(block, pattern, counter, body) {
      const emit = (count: (inner: Stmt[]) => void): void => {
        const rune = isRead(g, pattern) ? g.names.fresh('r') : null;
        const { loop, body: inner } = inLoop(g, (_, statements) => {
          body(statements, single(totalCall('string', name(rune ?? '_')), type));
          count(statements);
        });
        block.push({ kind: 'range', key: null, value: rune, source: value, body: inner, loop });
      };
      // The key of a range over a string counts bytes.
      counted(block, counter, emit);
    },
  };
}

/** Loops over the packed keys of a dict. */
function keySource(g: Emitter, keys: GoExpr, type: Type, span: Span): Source {
  if (!needsPacking(g, type)) return sliceSource(g, keys, type);
  return {
    size: isSimple(keys) ? totalCall('len', keys) : null,
    loop(block, pattern, counter, body) {
      const value = keyName(g, pattern, type, 'key');
      const { loop, body: inner } = inLoop(g, (_, statements) =>
        body(statements, single(unpack(g, name(value ?? '_'), type, span, statements), type)),
      );
      block.push({ kind: 'range', key: counter, value, source: keys, body: inner, loop });
    },
  };
}

/** The Go name for a key as the set or dict holds it, or null when nobody reads it. */
function keyName(g: Emitter, pattern: Pattern, type: Type, hint: string): string | null {
  if (!needsPacking(g, type)) return nameFor(g, pattern, hint);
  return isRead(g, pattern) ? g.names.fresh(hint) : null;
}

/** Any iterable value as a Go slice. */
export function asSlice(g: Emitter, value: GoExpr, type: Type, span: Span): GoExpr {
  switch (type.kind) {
    case 'list':
    case 'sequence':
    case 'iterator':
    case 'range':
      return value;
    case 'str':
      return g.totalHelp('chars', value);
    case 'bytes':
      return g.totalHelp('byteInts', value);
    case 'set':
      return unpackAll(g, g.totalHelp('setItems', value), type.element, span);
    case 'dict':
      return unpackAll(g, field(value, 'keys'), type.key, span);
    default:
      return g.refuse('unsupported-type', span, `Go can't list the items of a ${type.kind} here.`);
  }
}

/** The type of the items that walking a value of this type gives. */
export function elementType(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'sequence':
    case 'iterator':
    case 'set':
      return type.element;
    case 'range':
      return { kind: 'int', range: type.range };
    case 'bytes':
      return { kind: 'int', range: { min: 0n, max: 255n } };
    case 'dict':
      return type.key;
    default:
      return type;
  }
}

interface RangeArguments {
  readonly start: GoExpr;
  readonly stop: GoExpr;
  readonly step: GoExpr;
  /** The step where the text says it. */
  readonly known: bigint | null;
}

/** Evaluates the arguments of `range`. */
export function rangeArguments(g: Emitter, node: Op, block: Stmt[]): RangeArguments {
  const [startNode, stopNode, stepNode] = node.args;
  const types = node.args.map((arg) => arg.type);
  const stopType = stopNode?.type;
  const stepType = stepNode?.type;
  const fits =
    types.every((type) => type.kind === 'int' && !g.types.isBig(type)) &&
    stopType?.kind === 'int' &&
    stepType?.kind === 'int' &&
    (g.types.wrapping || contains(INT64, add(stopType.range, stepType.range)));
  if (!fits)
    return g.refuse(
      'may-overflow',
      node.span,
      'The ends of this range may lie beyond 64 bits.',
      'Narrow the range.',
    );
  const [start, stop, step] = g.values(node.args, block);
  if (start === undefined || stop === undefined || step === undefined || startNode === undefined)
    return g.refuse('unsupported-operation', node.span, 'A range needs three arguments.');
  const known = stepNode?.kind === 'const' && typeof stepNode.value === 'bigint' ? stepNode.value : null;
  return { start, stop, step, known };
}

/** True for names, constants and lengths. */
function isFree(value: GoExpr): boolean {
  const [only] = value.kind === 'call' ? value.args : [];
  const length = value.kind === 'call' && value.fn.kind === 'name' && value.fn.name === 'len';
  return isSimple(value) || (length && only !== undefined && isSimple(only));
}

function rangeSource(g: Emitter, node: Op, block: Stmt[]): Source {
  const { start, stop, step, known } = rangeArguments(g, node, block);
  const element: Type = node.type.kind === 'range' ? { kind: 'int', range: node.type.range } : node.type;
  const stepRange = node.args[2]?.type;
  const rises = stepRange?.kind === 'int' && stepRange.range.min !== null && stepRange.range.min > 0n;
  const falls = stepRange?.kind === 'int' && stepRange.range.max !== null && stepRange.range.max < 0n;
  if (!rises && !falls)
    return sliceSource(g, g.keep(block, 'numbers', g.help('rangeOf', start, stop, step)), element);
  // The loop asks for its end every time: only what is free to compute may stay there.
  const end =
    isFree(stop) || (stop.kind === 'binary' && isStable(stop) && isFree(stop.left) && isFree(stop.right))
      ? stop
      : g.keep(block, 'stop', stop);
  const by = known === null ? g.keep(block, 'step', step) : step;
  const first = isStable(start) ? start : g.keep(block, 'start', start);
  const stopType = node.args[1]?.type;
  const fromZero = first.kind === 'literal' && first.text === '0' && known === 1n;
  const neverNegative = stopType?.kind === 'int' && stopType.range.min !== null && stopType.range.min >= 0n;
  return {
    size: fromZero && neverNegative ? end : null,
    loop(target, pattern, counter, body) {
      const variable = nameFor(g, pattern, 'i') ?? g.names.fresh('i');
      counted(target, counter, (count) => {
        const { loop, body: inner } = inLoop(g, (_, statements) => {
          body(statements, single(name(variable), element));
          count(statements);
        });
        const post: Stmt =
          known === 1n || known === -1n
            ? { kind: 'step', target: name(variable), op: known === 1n ? '++' : '--' }
            : known !== null && known < 0n
              ? { kind: 'assign', targets: [name(variable)], op: '-=', values: [integer(-known)] }
              : { kind: 'assign', targets: [name(variable)], op: '+=', values: [by] };
        const test = binary(rises ? '<' : '>', name(variable), end);
        target.push({ kind: 'for', init: define(variable, first), test, post, body: inner, loop });
      });
    },
  };
}

function zipSource(g: Emitter, node: Op, block: Stmt[]): Source {
  const [first, ...others] = node.args;
  if (node.options?.strict === true)
    g.refuse(
      'unsupported-operation',
      node.span,
      'zip(…, strict=True) is not printed in Go.',
      'Drop strict=True.',
    );
  if (first === undefined) return sliceSource(g, composite('[]Empty'), node.type);
  for (const other of others) {
    if (other.kind === 'comp' && other.collector.kind === 'generator' && mayRaise(other))
      g.refuse(
        'lazy-error-order',
        other.span,
        'This generator may raise, and Go would run it before the first pair.',
        'Put it first in the zip, or use a list.',
      );
  }
  const driver = prepare(g, first, block);
  const lists = others.map((other) => {
    const value = other.kind === 'comp' ? comprehension(g, other, block) : g.value(other, block);
    return {
      items: g.keep(block, 'items', asSlice(g, value, other.type, other.span)),
      element: elementType(other.type),
    };
  });
  const firstElement = elementType(first.type);
  return {
    size: null,
    loop(target, pattern, counter, body) {
      const parts = pattern.kind === 'tuple' ? pattern.items : null;
      const whole = parts === null && isRead(g, pattern);
      const at = lists.length > 0 || counter !== null ? (counter ?? g.names.fresh('i')) : null;
      const firstPattern = parts?.[0] ?? IGNORE;
      const inside = whole ? g.names.fresh('item') : null;
      const base = g.loops.length;
      driver.loop(
        target,
        inside === null ? firstPattern : named(g, inside, firstElement),
        at,
        (inner, element) => {
          for (const list of lists) {
            inner.push(
              when(binary('>=', name(at ?? '_'), totalCall('len', list.items)), [breakOut(g, g.loops[base])]),
            );
          }
          const rest = lists.map(
            (list): Element => ({
              kind: 'value',
              value: index(list.items, name(at ?? '_')),
              type: list.element,
              unstable: true,
            }),
          );
          body(inner, { kind: 'items', items: [element, ...rest] });
        },
      );
    },
  };
}

/** A pattern that gives the element a Go name of our own. */
function named(g: Emitter, text: string, type: Type): Pattern {
  const id = g.names.own(text);
  return { kind: 'name', binding: { id, name: text, type } };
}

function enumerateSource(g: Emitter, node: Op, block: Stmt[]): Source {
  const [sourceNode, startNode] = node.args;
  if (sourceNode === undefined || startNode === undefined)
    return g.refuse('unsupported-operation', node.span, 'enumerate needs an iterable and a start.');
  const source = prepare(g, sourceNode, block);
  const numberType =
    node.type.kind === 'iterator' && node.type.element.kind === 'tuple'
      ? node.type.element.items[0]
      : undefined;
  if (g.types.isBig(startNode.type) || numberType === undefined || g.types.isBig(numberType))
    return g.refuse('may-overflow', node.span, 'The numbers of this enumerate may lie beyond 64 bits.');
  const start = g.keep(block, 'start', g.value(startNode, block));
  const fromZero = start.kind === 'literal' && start.text === '0';
  const element = elementType(sourceNode.type);
  return {
    size: source.size,
    loop(target, pattern, counter, body) {
      const parts = pattern.kind === 'tuple' ? pattern.items : null;
      const whole = parts === null && isRead(g, pattern);
      const numberPattern = parts?.[0] ?? IGNORE;
      const countRead = whole || isRead(g, numberPattern);
      const wanted = fromZero && counter === null ? nameFor(g, numberPattern, 'i') : null;
      const at = counter ?? (countRead ? (wanted ?? g.names.fresh('i')) : null);
      const inside = whole ? named(g, g.names.fresh('item'), element) : (parts?.[1] ?? IGNORE);
      source.loop(target, inside, at, (inner, item) => {
        const number = at === null ? integer(0) : fromZero ? name(at) : binary('+', name(at), start);
        body(inner, { kind: 'items', items: [single(number, numberType), item] });
      });
    },
  };
}

function reversedSource(g: Emitter, node: Op, block: Stmt[]): Source {
  const [of] = node.args;
  if (of === undefined) return g.refuse('unsupported-operation', node.span, 'reversed needs an argument.');
  const items = g.keep(block, 'items', asSlice(g, g.value(of, block), of.type, of.span));
  const element = elementType(of.type);
  return {
    size: totalCall('len', items),
    loop(target, _pattern, counter, body) {
      const at = g.names.fresh('i');
      counted(target, counter, (count) => {
        const { loop, body: inner } = inLoop(g, (_, statements) => {
          body(statements, { kind: 'value', value: index(items, name(at)), type: element, unstable: true });
          count(statements);
        });
        target.push({
          kind: 'for',
          init: define(at, binary('-', totalCall('len', items), integer(1))),
          test: binary('>=', name(at), integer(0)),
          post: { kind: 'step', target: name(at), op: '--' },
          body: inner,
          loop,
        });
      });
    },
  };
}

function dictSource(g: Emitter, node: Op, block: Stmt[]): Source {
  const [of] = node.args;
  if (of === undefined || of.type.kind !== 'dict')
    return g.refuse('unsupported-type', node.span, 'Only dicts have items, keys and values.');
  const { key, value } = of.type;
  const dict = g.keep(block, 'entries', g.value(of, block));
  if (node.op === 'dict.keys') return keySource(g, field(dict, 'keys'), key, node.span);
  if (node.op === 'dict.values') return sliceSource(g, field(dict, 'values'), value);
  return {
    size: totalCall('len', field(dict, 'keys')),
    loop(target, pattern, counter, body) {
      const parts = pattern.kind === 'tuple' ? pattern.items : null;
      const whole = parts === null && isRead(g, pattern);
      const held = whole ? g.names.fresh('key') : keyName(g, parts?.[0] ?? IGNORE, key, 'key');
      const readsValue = whole || isRead(g, parts?.[1] ?? IGNORE);
      const at = counter ?? (readsValue ? g.names.fresh('i') : null);
      const { loop, body: inner } = inLoop(g, (_, statements) =>
        body(statements, {
          kind: 'items',
          items: [
            single(unpack(g, name(held ?? '_'), key, node.span, statements), key),
            {
              kind: 'value',
              value: index(field(dict, 'values'), name(at ?? '_')),
              type: value,
              unstable: true,
            },
          ],
        }),
      );
      target.push({ kind: 'range', key: at, value: held, source: field(dict, 'keys'), body: inner, loop });
    },
  };
}
