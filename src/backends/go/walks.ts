import { mayRaise, type Op, type Pattern, type Type } from '../../language';
import { comprehension } from './comprehensions';
import type { Emitter } from './emitter';
import { unpack } from './keys';
import { type Element, isRead, nameFor, single } from './patterns';
import { rangeArguments } from './ranges';
import {
  asSlice,
  breakOut,
  counted,
  elementType,
  inLoop,
  keyName,
  keySource,
  prepare,
  type Source,
  sliceSource,
} from './sources';
import { binary, composite, define, field, index, integer, name, type Stmt, totalCall, when } from './syntax';

const IGNORE: Pattern = { kind: 'ignore' };

export function zipSource(g: Emitter, node: Op, block: Stmt[]): Source {
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

export function enumerateSource(g: Emitter, node: Op, block: Stmt[]): Source {
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
      const at = counter ?? (countRead ? (wanted ?? g.names.fresh('index')) : null);
      const inside = whole ? named(g, g.names.fresh('item'), element) : (parts?.[1] ?? IGNORE);
      source.loop(target, inside, at, (inner, item) => {
        const number = at === null ? integer(0) : fromZero ? name(at) : binary('+', name(at), start);
        body(inner, { kind: 'items', items: [single(number, numberType), item] });
      });
    },
  };
}

export function reversedSource(g: Emitter, node: Op, block: Stmt[]): Source {
  const [of] = node.args;
  if (of === undefined) return g.refuse('unsupported-operation', node.span, 'reversed needs an argument.');
  if (of.kind === 'op' && countsUpFromConstant(of)) return countedDown(g, of, block);
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

/** `range(2, stop)`, whose numbers can be counted down without passing the least int. */
function countsUpFromConstant({ op, args }: Op): boolean {
  const [start, stop, step] = args;
  return (
    op === 'range' &&
    start?.kind === 'const' &&
    step?.kind === 'const' &&
    step.value === 1n &&
    [start, stop].every(
      (end) => end?.type.kind === 'int' && end.type.range.min !== null && end.type.range.min > -(2n ** 63n),
    )
  );
}

/** `for i := stop - 1; i >= start; i--` */
function countedDown(g: Emitter, node: Op, block: Stmt[]): Source {
  const { start, stop } = rangeArguments(g, node, block);
  const element = elementType(node.type);
  const last =
    stop.kind === 'binary' && stop.op === '+' && stop.right.kind === 'literal' && stop.right.text === '1'
      ? stop.left
      : binary('-', stop, integer(1));
  return {
    size: null,
    loop(target, pattern, counter, body) {
      const at = nameFor(g, pattern, 'i') ?? g.names.fresh('i');
      counted(target, counter, (count) => {
        const { loop, body: inner } = inLoop(g, (_, statements) => {
          body(statements, single(name(at), element));
          count(statements);
        });
        target.push({
          kind: 'for',
          init: define(at, last),
          test: binary('>=', name(at), start),
          post: { kind: 'step', target: name(at), op: '--' },
          body: inner,
          loop,
        });
      });
    },
  };
}

export function dictSource(g: Emitter, node: Op, block: Stmt[]): Source {
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
