import {
  contains,
  type Expr,
  includes,
  mayRaise,
  type Op,
  ownExceptions,
  SAFE,
  someType,
  type Type,
} from '../../language';
import { isMathOp } from '../libm';
import { code, type Fragment, joinCode } from '../text';
import { source } from './comprehensions';
import type { Emitter } from './emitter';
import { holdsLeast, printFormat } from './format';
import { mathCall } from './operations-math';
import { printTextOp } from './operations-text';
import { at, LEVEL, type Level, type Printed } from './printed';
import { isBig, juliaType } from './types';

interface Infix {
  readonly symbol: string;
  readonly level: Level;
}

const INT_INFIX: Readonly<Record<string, Infix>> = {
  'int.add': { symbol: '+', level: LEVEL.add },
  'int.sub': { symbol: '-', level: LEVEL.add },
  'int.mul': { symbol: '*', level: LEVEL.multiply },
  'int.and': { symbol: '&', level: LEVEL.multiply },
  'int.or': { symbol: '|', level: LEVEL.add },
  'int.xor': { symbol: '⊻', level: LEVEL.add },
  'int.pow': { symbol: '^', level: LEVEL.power },
};
const FLOAT_INFIX: Readonly<Record<string, Infix>> = {
  'float.add': { symbol: '+', level: LEVEL.add },
  'float.sub': { symbol: '-', level: LEVEL.add },
  'float.mul': { symbol: '*', level: LEVEL.multiply },
};
const COMPARISONS: Readonly<Record<string, string>> = {
  eq: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

export function printOp(emitter: Emitter, expr: Op): Printed {
  const { op, args, span } = expr;
  const [first, second, third, fourth] = args;
  const one = (level: Level = LEVEL.ternary) => (first ? emitter.print(first, level) : code``);
  const two = (level: Level = LEVEL.ternary) => (second ? emitter.print(second, level) : code``);
  const call = (name: string, ...parts: Fragment[]): Printed => {
    emitter.use(name);
    return at(code`${name}(${joinCode(parts, ', ')})`);
  };
  const infix = INT_INFIX[op];
  if (infix) return intInfix(emitter, expr, infix);
  const floating = FLOAT_INFIX[op];
  if (floating)
    return at(
      code`${one(floating.level)} ${floating.symbol} ${two((floating.level + 1) as Level)}`,
      floating.level,
    );
  if (op in COMPARISONS && first && second) return comparison(emitter, expr, first, second);
  if (
    op.startsWith('str.') ||
    op.startsWith('bytes.') ||
    op === 'chr' ||
    op === 'ord' ||
    op === 'str' ||
    op === 'repr' ||
    op === 'ascii'
  )
    return printTextOp(emitter, expr);
  if (isMathOp(op)) return mathCall(emitter, expr, op);
  switch (op) {
    case 'int.neg':
      return sized(
        emitter,
        expr,
        first && needsBig(expr, [first])
          ? code`-${emitter.big(first, LEVEL.power)}`
          : code`-${one(LEVEL.power)}`,
        LEVEL.unary,
      );
    case 'float.neg':
      return at(code`-${one(LEVEL.power)}`, LEVEL.unary);
    case 'int.invert':
      return at(code`~${one(LEVEL.unary)}`, LEVEL.unary);
    case 'int.abs':
      return sized(
        emitter,
        expr,
        first && needsBig(expr, [first]) ? code`abs(${emitter.big(first)})` : code`abs(${one()})`,
      );
    case 'float.abs':
    case 'math.fabs':
      return at(code`abs(${one()})`);
    case 'int.floordiv':
    case 'int.mod': {
      const safe = ownExceptions(expr).length === 0;
      const name = op === 'int.mod' ? (safe ? 'mod' : 'modulo') : safe ? 'fld' : 'floordiv';
      if (!safe) emitter.use(name);
      const args =
        first && second && needsBig(expr, [first, second]) ? [emitter.big(first), two()] : [one(), two()];
      return sized(emitter, expr, code`${name}(${joinCode(args, ', ')})`);
    }
    case 'int.lshift':
    case 'int.rshift': {
      const left = op === 'int.lshift';
      const value = first && needsBig(expr, [first]) ? emitter.big(first, LEVEL.shift) : one(LEVEL.shift);
      if (ownExceptions(expr).length === 0)
        return sized(emitter, expr, code`${value} ${left ? '<<' : '>>'} ${two(LEVEL.unary)}`, LEVEL.shift);
      emitter.use(left ? 'shiftleft' : 'shiftright');
      return sized(emitter, expr, code`${left ? 'shiftleft' : 'shiftright'}(${value}, ${two()})`);
    }
    case 'int.powmod':
      emitter.use('powmod');
      return sizedFromBig(
        emitter,
        expr,
        code`powmod(${one()}, ${two()}, ${third ? emitter.print(third) : ''})`,
      );
    case 'int.truediv': {
      const exact = [first, second].every((a) => a?.type.kind === 'int' && contains(SAFE, a.type.range));
      if (!exact) return emitter.unsupported(span, 'True division of ints past 2^53');
      return ownExceptions(expr).length === 0
        ? at(code`${one(LEVEL.multiply)} / ${two(LEVEL.shift)}`, LEVEL.multiply)
        : call('truediv', one(), two());
    }
    case 'float.truediv':
      return ownExceptions(expr).length === 0
        ? at(code`${one(LEVEL.multiply)} / ${two(LEVEL.shift)}`, LEVEL.multiply)
        : call('truediv', one(), two());
    case 'float.floordiv':
      return call('floatfloor', one(), two());
    case 'float.mod':
      return call('floatmod', one(), two());
    case 'int.bit_length':
      return at(code`ndigits(abs(${one()}), base=2, pad=0)`);
    case 'int.bit_count':
      return at(code`count_ones(abs(${one()}))`);
    case 'float.is_integer':
      return at(code`isinteger(${one()})`);
    case 'is_none':
      return at(code`${one(LEVEL.range)} === nothing`, LEVEL.compare);
    case 'is_not_none':
      return at(code`${one(LEVEL.range)} !== nothing`, LEVEL.compare);
    case 'not':
      return at(code`!${one(LEVEL.unary)}`, LEVEL.unary);
    case 'truth':
      return first ? truth(emitter, first) : at(code`false`);
    case 'contains':
      return first && second ? membership(emitter, expr, first, second) : at(code`false`);
    case 'len':
      if (first?.type.kind === 'tuple') return at(code`${first.type.items.length}`);
      return at(code`length(${one()})`);
    case 'index':
      return first && second ? index(emitter, expr, first, second) : at(one());
    case 'tuple.get':
      return at(code`${one(LEVEL.primary)}[${(expr.options?.index ?? 0) + 1}]`);
    case 'record.get':
      return at(code`${one(LEVEL.primary)}.${expr.options?.field ?? ''}`);
    case 'slice': {
      if (first?.type.kind === 'range') return emitter.unsupported(span, 'A slice of a range');
      return call(
        'slice',
        one(),
        two(),
        third ? emitter.print(third) : code`nothing`,
        fourth ? emitter.print(fourth) : code`nothing`,
      );
    }
    case 'concat':
      return concat(emitter, expr);
    case 'repeat':
      return at(code`repeat(${one()}, max(${two()}, 0))`);
    case 'unpack':
      return first
        ? call(
            'unpack',
            source(emitter, first),
            code`${expr.options?.arity ?? 0}`,
            code`${String(expr.options?.star ?? false)}`,
          )
        : at(one());
    case 'list.index':
      return call('indexof', one(), second ? withoutNan(emitter, second) : two());
    case 'list.count':
      return at(code`count(item -> item == ${second ? withoutNan(emitter, second) : two()}, ${one()})`);
    case 'dict.getitem':
      return call('lookup', one(), two());
    case 'dict.get':
      return call('lookupor', one(), two(), code`nothing`);
    case 'dict.get_or':
      if (third && mayRaise(third)) return emitter.unsupported(span, 'A default that can raise');
      return call('lookupor', one(), two(), third ? emitter.print(third) : code`nothing`);
    case 'dict.merge':
      emitter.use('merged');
      return at(code`merged(${juliaType(expr.type, span)}, ${one()}, ${two()})`);
    case 'set.union':
      return at(code`union(${one()}, ${two()})`);
    case 'set.intersection':
      return at(code`intersect(${one()}, ${two()})`);
    case 'set.difference':
      return at(code`setdiff(${one()}, ${two()})`);
    case 'set.symmetric_difference':
      return at(code`symdiff(${one()}, ${two()})`);
    case 'set.issubset':
      return at(code`issubset(${one()}, ${two()})`);
    case 'set.issuperset':
      return at(code`issubset(${two()}, ${one()})`);
    case 'set.isdisjoint':
      return at(code`isempty(intersect(${one()}, ${two()}))`);
    case 'set.lt':
      return at(code`(issubset(${one()}, ${two()}) && ${one(LEVEL.range)} != ${two(LEVEL.range)})`);
    case 'set.gt':
      return at(code`(issubset(${two()}, ${one()}) && ${one(LEVEL.range)} != ${two(LEVEL.range)})`);
    case 'range':
      return range(emitter, expr);
    case 'zip':
      return zip(emitter, expr);
    case 'enumerate':
      if (first && first.kind === 'comp' && first.type.kind === 'iterator' && mayRaise(first))
        return emitter.unsupported(span, 'Numbering a generator that can raise');
      return first && second
        ? at(code`zip(Iterators.countfrom(${two()}), ${source(emitter, first)})`)
        : at(one());
    case 'reversed':
      return first ? at(code`Iterators.reverse(${source(emitter, first)})`) : at(one());
    case 'dict.items':
      return call('items', one());
    case 'dict.keys':
      return at(code`${one(LEVEL.primary)}.keys`);
    case 'dict.values':
      return at(code`${one(LEVEL.primary)}.values`);
    case 'min':
    case 'max':
      return extremumOf(emitter, expr);
    case 'int.from_float':
      emitter.use('toint');
      return sizedFromBig(emitter, expr, code`toint(${one()})`);
    case 'int.from_str':
      if (expr.options?.base === 0) return emitter.unsupported(span, 'An int in the base of its prefix');
      emitter.use('parseint');
      return sizedFromBig(
        emitter,
        expr,
        code`parseint(${one()}${expr.options?.base === undefined ? '' : `, ${expr.options.base}`})`,
      );
    case 'float.from_str':
      return call('parsefloat', one());
    case 'round.to_int':
      emitter.use('roundtoint');
      return sizedFromBig(emitter, expr, code`roundtoint(${one()})`);
    case 'round.float_digits':
      return call('roundfloat', one(), two());
    case 'round.int_digits':
      emitter.use('roundint');
      return sizedFromBig(emitter, expr, code`roundint(${one()}, ${two()})`);
    case 'hex':
    case 'oct':
    case 'bin': {
      const base = { hex: 16, oct: 8, bin: 2 }[op];
      const prefix = { hex: '0x', oct: '0o', bin: '0b' }[op];
      const size = first?.type.kind === 'int' && holdsLeast(first.type.range) ? emitter.big(first) : one();
      return at(
        code`string(${one(LEVEL.range)} < 0 ? "-" : "", "${prefix}", string(abs(${size}), base=${base}))`,
      );
    }
    case 'format':
      return printFormat(emitter, expr);
    case 'math.sqrt':
      emitter.use('sqrt_');
      return at(code`squareroot(${one()})`);
    case 'math.isqrt':
      emitter.use('isqrt_');
      return at(code`wholeroot(${one()})`);
    case 'math.floor':
    case 'math.ceil':
    case 'math.trunc':
      emitter.use('whole');
      return sizedFromBig(emitter, expr, code`whole(${op.slice(5)}, ${one()})`);
    case 'math.copysign':
      return at(code`copysign(${one()}, ${two()})`);
    case 'math.isnan':
      return at(code`isnan(${one()})`);
    case 'math.isinf':
      return at(code`isinf(${one()})`);
    case 'math.isfinite':
      return at(code`isfinite(${one()})`);
    case 'math.gcd':
    case 'math.lcm':
      return sized(
        emitter,
        expr,
        first && needsBig(expr, [first])
          ? code`${op.slice(5)}(${emitter.big(first)}, ${two()})`
          : code`${op.slice(5)}(${one()}, ${two()})`,
      );
    case 'math.factorial':
      emitter.use('factorial_');
      return sizedFromBig(emitter, expr, code`factorialof(${one()})`);
    case 'math.comb':
    case 'math.perm':
      emitter.use(`${op.slice(5)}_`);
      return sizedFromBig(emitter, expr, code`${op.slice(5)}(${one()}, ${two()})`);
    default:
      return emitter.unsupported(span, `\`${op}\``);
  }
}

/** True when machine ints could overflow on the way to a result that does not fit, or that does but not its operands. */
function needsBig(expr: Op, args: readonly Expr[]): boolean {
  return isBig(expr.type) && !args.some((arg) => isBig(arg.type));
}

/** A result that fits a machine int although an operand did not. */
function sized(_emitter: Emitter, expr: Op, text: Fragment, level: Level = LEVEL.primary): Printed {
  const narrowed = !isBig(expr.type) && expr.args.some((arg) => isBig(arg.type));
  return narrowed ? at(code`Int(${text})`) : at(text, level);
}

/** The result of a helper that answers a `BigInt`. */
function sizedFromBig(_emitter: Emitter, expr: Op, text: Fragment): Printed {
  return isBig(expr.type) ? at(text) : at(code`Int(${text})`);
}

function intInfix(emitter: Emitter, expr: Op, { symbol, level }: Infix): Printed {
  const [first, second] = expr.args;
  if (!first || !second) return emitter.unsupported(expr.span, 'This operation');
  const right = (level === LEVEL.power ? LEVEL.unary : level + 1) as Level;
  const left = (level === LEVEL.power ? LEVEL.primary : level) as Level;
  const a = needsBig(expr, [first, second]) ? emitter.big(first, left) : emitter.print(first, left);
  const text = code`${a} ${symbol} ${emitter.print(second, right)}`;
  return sized(emitter, expr, text, level);
}

function comparison(emitter: Emitter, expr: Op, first: Expr, second: Expr): Printed {
  const symbol = COMPARISONS[expr.op] ?? '==';
  const kind = first.type.kind;
  const compound = kind === 'tuple' || kind === 'list' || kind === 'sequence' || kind === 'bytes';
  if (kind === 'union' || kind === 'iterator')
    return emitter.unsupported(expr.span, 'Comparing mixed values');
  if (compound && expr.op !== 'eq' && expr.op !== 'ne') {
    emitter.use('before');
    const [a, b] = [emitter.print(first), emitter.print(second)];
    const texts: Readonly<Record<string, Fragment>> = {
      lt: code`before(${a}, ${b})`,
      gt: code`before(${b}, ${a})`,
      le: code`!before(${b}, ${a})`,
      ge: code`!before(${a}, ${b})`,
    };
    return at(texts[expr.op] ?? code`false`, LEVEL.unary);
  }
  const left =
    compound && holdsFloats(first.type) ? withoutNan(emitter, first) : emitter.print(first, LEVEL.range);
  return at(code`${left} ${symbol} ${emitter.print(second, LEVEL.range)}`, LEVEL.compare);
}

const holdsFloats = (type: Type): boolean => someType(type, (t) => t.kind === 'float');

/** A float, or a container of floats, that is looked for or compared inside of a container. */
function withoutNan(emitter: Emitter, value: Expr): Fragment {
  if (!holdsFloats(value.type) || isNumberConstant(value)) return emitter.print(value, LEVEL.range);
  emitter.use('nonan');
  return code`nonan(${emitter.print(value)})`;
}

const isNumberConstant = (value: Expr): boolean =>
  value.kind === 'const' &&
  typeof value.value === 'object' &&
  value.value !== null &&
  'float' in value.value &&
  !Number.isNaN(value.value.float);

function truth(emitter: Emitter, value: Expr): Printed {
  const text = emitter.print(value, LEVEL.range);
  switch (value.type.kind) {
    case 'int':
      return at(code`${text} != 0`, LEVEL.compare);
    case 'float':
      return at(code`${text} != 0.0`, LEVEL.compare);
    case 'none':
      return at(code`false`);
    case 'bool':
      return at(text, LEVEL.range);
    case 'tuple':
      return at(code`${String(value.type.items.length > 0)}`);
    case 'optional': {
      if (value.kind !== 'var' && value.kind !== 'input')
        return emitter.unsupported(value.span, 'The truth of a computed optional');
      const inner = truth(emitter, { ...value, type: value.type.of });
      return at(code`(${text} !== nothing && ${inner.text})`);
    }
    case 'union':
    case 'iterator':
      return emitter.unsupported(value.span, 'The truth of mixed values');
    default:
      return at(code`!isempty(${emitter.print(value)})`, LEVEL.unary);
  }
}

function membership(emitter: Emitter, expr: Op, container: Expr, item: Expr): Printed {
  const [c, i] = [emitter.print(container, LEVEL.range), withoutNan(emitter, item)];
  switch (container.type.kind) {
    case 'str':
      return at(code`occursin(${i}, ${c})`);
    case 'dict':
      return at(code`haskey(${c}, ${i})`);
    case 'bytes':
      return item.type.kind === 'int'
        ? at(code`${i} in ${c}`, LEVEL.compare)
        : emitter.unsupported(expr.span, 'Searching bytes in bytes');
    default:
      return at(code`${i} in ${c}`, LEVEL.compare);
  }
}

function index(emitter: Emitter, expr: Op, sequence: Expr, position: Expr): Printed {
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

function concat(emitter: Emitter, expr: Op): Printed {
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

function range(emitter: Emitter, expr: Op): Printed {
  const [start, stop, step] = expr.args;
  if (!start || !stop || !step || step.type.kind !== 'int')
    return emitter.unsupported(expr.span, 'This range');
  const by = step.type.range.min === step.type.range.max ? step.type.range.min : null;
  if (by === null && includes(step.type.range, 0)) {
    emitter.use('steps');
    return at(code`steps(${emitter.print(start)}, ${emitter.print(stop)}, ${emitter.print(step)})`);
  }
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

function zip(emitter: Emitter, expr: Op): Printed {
  const sources = joinCode(
    expr.args.map((arg) => source(emitter, arg)),
    ', ',
  );
  if (expr.args.some((arg) => arg.type.kind === 'iterator' && arg.kind === 'comp' && mayRaise(arg)))
    return emitter.unsupported(expr.span, 'Pairing with a generator that can raise');
  if (!expr.options?.strict) return at(code`zip(${sources})`);
  return emitter.unsupported(expr.span, '`zip(strict=True)`');
}

function extremumOf(emitter: Emitter, expr: Op): Printed {
  const scalar = expr.type.kind === 'int' || expr.type.kind === 'str';
  if (expr.type.kind === 'int') {
    const parts = expr.args.map((arg) => (isBig(expr.type) ? emitter.big(arg) : emitter.print(arg)));
    return sized(emitter, expr, code`${expr.op}(${joinCode(parts, ', ')})`);
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
