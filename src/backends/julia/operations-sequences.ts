import { type Expr, mayRaise, type Op, ownExceptions } from '../../language';
import { code, joinCode } from '../text';
import { source } from './comprehensions';
import type { Emitter } from './emitter';
import { at, LEVEL, type Printed } from './printed';
import { sized } from './sized';
import { isBig } from './types';

export function index(emitter: Emitter, expr: Op, sequence: Expr, position: Expr): Printed {
  const s = emitter.print(sequence, LEVEL.primary);
  const range = position.type.kind === 'int' ? position.type.range : null;
  if (sequence.type.kind === 'str') {
    emitter.use('charat');
    return at(code`charat(${emitter.print(sequence)}, ${emitter.print(position)})`);
  }
  const plain = ownExceptions(expr).length === 0 && range?.min !== null && range !== null && range.min >= 0n;
  const byte = sequence.type.kind === 'bytes';
  const text = plain
    ? code`${s}[${emitter.print(position, LEVEL.add)} + 1]`
    : code`at(${emitter.print(sequence)}, ${emitter.print(position)})`;
  if (!plain) {
    const nonNegative = range?.min !== null && range !== undefined && range !== null && range.min >= 0n;
    if (nonNegative && emitter.drop('the bounds of an index', expr.span)) {
      const bare = code`@inbounds ${s}[${emitter.print(position, LEVEL.add)} + 1]`;
      return at(byte ? code`Int(${bare})` : code`(${bare})`);
    }
    emitter.use('at');
  }
  return at(byte ? code`Int(${text})` : text);
}

export function concat(emitter: Emitter, expr: Op): Printed {
  const parts = expr.args.map((arg) => emitter.print(arg));
  switch (expr.type.kind) {
    case 'str':
      return at(code`string(${joinCode(parts, ', ')})`);
    case 'tuple':
      return at(
        code`(${joinCode(
          parts.map((p) => code`${p}...`),
          ', ',
        )},)`,
      );
    default:
      return at(code`vcat(${joinCode(parts, ', ')})`);
  }
}

export function range(emitter: Emitter, expr: Op): Printed {
  const [start, stop, step] = expr.args;
  if (!start || !stop || !step || step.type.kind !== 'int')
    return emitter.unsupported(expr.span, 'This range');
  const by = step.type.range.min === step.type.range.max ? step.type.range.min : null;
  if (by === null) {
    emitter.use('steps');
    return at(code`steps(${emitter.print(start)}, ${emitter.print(stop)}, ${emitter.print(step)})`);
  }
  if (by === 0n) return emitter.unsupported(expr.span, 'A range of step 0');
  const last =
    stop.kind === 'const' && typeof stop.value === 'bigint' && !isBig(stop.type)
      ? code`${by > 0n ? stop.value - 1n : stop.value + 1n}`
      : code`${emitter.print(stop, LEVEL.add)} ${by > 0n ? '-' : '+'} 1`;
  const from = emitter.print(start, LEVEL.add);
  return at(by === 1n ? code`${from}:${last}` : code`${from}:${by}:${last}`, LEVEL.range);
}

export function zip(emitter: Emitter, expr: Op): Printed {
  const sources = joinCode(
    expr.args.map((arg) => source(emitter, arg)),
    ', ',
  );
  if (expr.args.some((arg) => arg.type.kind === 'iterator' && arg.kind === 'comp' && mayRaise(arg)))
    return emitter.unsupported(expr.span, 'Pairing with a generator that can raise');
  if (!expr.options?.strict) return at(code`zip(${sources})`);
  return emitter.unsupported(expr.span, '`zip(strict=True)`');
}

export function extremumOf(emitter: Emitter, expr: Op): Printed {
  const scalar = expr.type.kind === 'int' || expr.type.kind === 'str';
  if (expr.type.kind === 'int') {
    const parts = expr.args.map((arg) => (isBig(expr.type) ? emitter.big(arg) : emitter.print(arg)));
    return sized(expr, code`${expr.op}(${joinCode(parts, ', ')})`);
  }
  if (scalar)
    return at(
      code`${expr.op}(${joinCode(
        expr.args.map((a) => emitter.print(a)),
        ', ',
      )})`,
    );
  emitter.use('extremum');
  const items = joinCode(
    expr.args.map((a) => emitter.print(a)),
    ', ',
  );
  return at(code`extremum(identity, ${expr.op === 'max' ? 'after' : 'before'}, (${items},), noextremum)`);
}
