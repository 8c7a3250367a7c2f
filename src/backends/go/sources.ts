import { asSequence, type Expr, type Pattern, type Span, type Type } from '../../language';
import { fused } from './comprehensions';
import { change } from './convert';
import type { Emitter } from './emitter';
import { needsPacking, unpack, unpackAll } from './keys';
import { type Element, isRead, nameFor, single } from './patterns';
import { rangeSource } from './ranges';
import {
  define,
  field,
  type GoExpr,
  integer,
  isSimple,
  type Loop,
  name,
  type Stmt,
  totalCall,
} from './syntax';
import { dictSource, enumerateSource, reversedSource, zipSource } from './walks';

/** Receives the statements of one iteration. */
type LoopBody = (inner: Stmt[], element: Element) => void;

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
export function counted(
  block: Stmt[],
  counter: string | null,
  emit: (body: (inner: Stmt[]) => void) => void,
): void {
  if (counter !== null) block.push(define(counter, integer(0)));
  emit((inner) => {
    if (counter !== null) inner.push({ kind: 'step', target: name(counter), op: '++' });
  });
}

/** Loops over a Go slice: `for i, x := range items`. */
export function sliceSource(g: Emitter, items: GoExpr, element: Type): Source {
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
export function keySource(g: Emitter, keys: GoExpr, type: Type, span: Span): Source {
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
export function keyName(g: Emitter, pattern: Pattern, type: Type, hint: string): string | null {
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
