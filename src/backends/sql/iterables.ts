import type { Expr, Type } from '../../language';
import type { Progression } from './dialect';
import type { Emitter } from './emitter';
import type { Term } from './term';

/** Fewest items that a value of this type has when it is walked. */
export function leastSize(type: Type): bigint {
  if (type.kind === 'tuple') return BigInt(type.items.length);
  return 'size' in type ? (type.size.min ?? 0n) : 0n;
}

/** A list of records: held by a table, not by a value. */
export function isTable(type: Type): boolean {
  return type.kind === 'list' && type.element.kind === 'record';
}

/** The progression of a `range(…)` written in place, else null. */
export function progressionOf(emitter: Emitter, expr: Expr): Progression | null {
  if (expr.kind !== 'op' || expr.op !== 'range') return null;
  const [start, stop, step] = expr.args;
  if (!start || !stop || !step) return null;
  const range = step.type.kind === 'int' ? step.type.range : null;
  const positive = range !== null && range.min !== null && range.min > 0n;
  const negative = range !== null && range.max !== null && range.max < 0n;
  const zero = range !== null && !positive && !negative;
  const printed = emitter.narrow(emitter.print(step));
  const sign = positive ? 1 : negative ? -1 : 0;
  if (zero && sign === 0) {
    emitter.refuse(
      'unsupported-operation',
      step.span,
      'A step whose sign is not known does not tell the order of the rows.',
    );
  }
  return {
    start: emitter.narrow(emitter.print(start)),
    stop: emitter.narrow(emitter.print(stop)),
    step: printed,
    sign,
    startsAtZero: start.kind === 'const' && start.value === 0n,
    stepsByOne: step.kind === 'const' && step.value === 1n,
  };
}

/** Any iterable as a list value. */
export function printList(emitter: Emitter, expr: Expr): Term {
  const printed = emitter.print(expr);
  if (expr.type.kind === 'str') return emitter.dialect.characters(printed, leastSize(expr.type) < 1n);
  if (expr.type.kind === 'dict') return emitter.dialect.dictKeys(printed);
  if (expr.type.kind === 'bytes') {
    if (
      expr.kind === 'const' &&
      typeof expr.value === 'object' &&
      expr.value !== null &&
      'bytes' in expr.value
    ) {
      const items = Array.from(expr.value.bytes, (byte) => emitter.integer(BigInt(byte), expr.span));
      return emitter.listOfItems(items, expr.span);
    }
    return emitter.refuse(
      'unsupported-operation',
      expr.span,
      'Bytes are walked only where they are written in place.',
    );
  }
  return printed;
}
