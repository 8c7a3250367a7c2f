import { type Expr, mayRaise, type Op, ownExceptions } from '../../language';
import { code, type Fragment, joinCode } from '../text';
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

/** A slice whose bounds count from the start: what Julia's own ranges say. Null for others. */
export function plainSlice(emitter: Emitter, expr: Op, sequence: Expr): Printed | null {
  const [, start, stop, step] = expr.args;
  const absent = (bound: Expr | undefined) => bound === undefined || bound.type.kind === 'none';
  const backwards = step !== undefined && intOf(step) === -1n;
  if (
    backwards &&
    absent(start) &&
    absent(stop) &&
    (sequence.type.kind === 'list' || sequence.type.kind === 'str')
  )
    return at(code`reverse(${emitter.print(sequence)})`);
  if (!absent(step) || (sequence.type.kind !== 'list' && sequence.type.kind !== 'sequence')) return null;
  const from = start === undefined || absent(start) ? 0n : intOf(start);
  const to = stop === undefined || absent(stop) ? null : intOf(stop);
  if (from === null || from < 0n || (!absent(stop) && (to === null || to < 0n))) return null;
  const last = to === null ? 'end' : `min(${to}, end)`;
  return at(code`${emitter.print(sequence, LEVEL.primary)}[${from + 1n}:${last}]`);
}

export function concat(emitter: Emitter, expr: Op): Printed {
  const parts = expr.args.map((arg) => emitter.print(arg));
  switch (expr.type.kind) {
    case 'str':
      return at(code`string(${joinCode(parts.map(unwrapped), ', ')})`);
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

/** `string` writes ints by itself: `string(i)` beside other text is `i`. */
const unwrapped = (part: Fragment): Fragment => {
  const inner = /^string\((\w+)\)$/.exec(part.text)?.[1];
  return inner === undefined
    ? part
    : { text: inner, map: part.map.map((m) => ({ ...m, start: 0, end: inner.length })) };
};

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
  const last = moved(emitter, stop, by > 0n ? -1n : 1n);
  const from = emitter.print(start, LEVEL.shift);
  return at(by === 1n ? code`${from}:${last}` : code`${from}:${by}:${last}`, LEVEL.range);
}

/** The end of a range, which Julia includes: `n + 1` moved by -1 is `n`. */
function moved(emitter: Emitter, stop: Expr, by: bigint): Fragment {
  const whole = intOf(stop);
  if (whole !== null && !isBig(stop.type)) return code`${whole + by}`;
  if (stop.kind === 'op' && (stop.op === 'int.add' || stop.op === 'int.sub') && !isBig(stop.type)) {
    const [base, more] = stop.args;
    const given = more === undefined ? null : intOf(more);
    if (base !== undefined && given !== null && !isBig(base.type)) {
      const rest = (stop.op === 'int.add' ? given : -given) + by;
      if (rest === 0n) return emitter.print(base, LEVEL.shift);
      return offset(emitter.print(base, LEVEL.add), rest);
    }
  }
  return offset(emitter.print(stop, LEVEL.add), by);
}

const intOf = (expr: Expr): bigint | null =>
  expr.kind === 'const' && typeof expr.value === 'bigint' ? expr.value : null;

/** `n-1`, or `(a + b - 1)` where the sum needs its spaces. */
function offset(base: Fragment, by: bigint): Fragment {
  const [sign, size] = by < 0n ? ['-', -by] : ['+', by];
  return /^\w+$/.test(base.text) ? code`${base}${sign}${size}` : code`(${base} ${sign} ${size})`;
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
