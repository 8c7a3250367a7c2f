import { contains, type Expr, mayRaise, type Op, ownExceptions, SAFE } from '../../language';
import { isMathOp } from '../libm';
import { code, type Fragment, joinCode } from '../text';
import { source } from './comprehensions';
import type { Emitter } from './emitter';
import { holdsLeast, printFormat } from './format';
import { COMPARISONS, comparison, membership, truth, withoutNan } from './operations-compare';
import { mathCall } from './operations-math';
import { concat, extremumOf, index, plainSlice, range, zip } from './operations-sequences';
import { printTextOp } from './operations-text';
import { at, LEVEL, type Level, type Printed } from './printed';
import { needsBig, sized, sizedFromBig } from './sized';
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
  if (floating && first && second) {
    const [left, right] = promoted(first, second);
    return at(
      code`${emitter.print(left, floating.level)} ${floating.symbol} ${emitter.print(right, (floating.level + 1) as Level)}`,
      floating.level,
    );
  }
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
      return sized(expr, code`${name}(${joinCode(args, ', ')})`);
    }
    case 'int.lshift':
    case 'int.rshift': {
      const left = op === 'int.lshift';
      const value = first && needsBig(expr, [first]) ? emitter.big(first, LEVEL.shift) : one(LEVEL.shift);
      if (ownExceptions(expr).length === 0)
        return sized(expr, code`${value} ${left ? '<<' : '>>'} ${two(LEVEL.unary)}`, LEVEL.shift);
      emitter.use(left ? 'shiftleft' : 'shiftright');
      return sized(expr, code`${left ? 'shiftleft' : 'shiftright'}(${value}, ${two()})`);
    }
    case 'int.powmod':
      emitter.use('powmod');
      return sizedFromBig(expr, code`powmod(${one()}, ${two()}, ${third ? emitter.print(third) : ''})`);
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
      return (
        (first ? plainSlice(emitter, expr, first) : null) ??
        call(
          'slice',
          one(),
          two(),
          third ? emitter.print(third) : code`nothing`,
          fourth ? emitter.print(fourth) : code`nothing`,
        )
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
      return sizedFromBig(expr, code`toint(${one()})`);
    case 'int.from_str':
      if (expr.options?.base === 0) return emitter.unsupported(span, 'An int in the base of its prefix');
      emitter.use('parseint');
      return sizedFromBig(
        expr,
        code`parseint(${one()}${expr.options?.base === undefined ? '' : `, ${expr.options.base}`})`,
      );
    case 'float.from_str':
      return call('parsefloat', one());
    case 'round.to_int':
      emitter.use('roundtoint');
      return sizedFromBig(expr, code`roundtoint(${one()})`);
    case 'round.float_digits':
      return call('roundfloat', one(), two());
    case 'round.int_digits':
      emitter.use('roundint');
      return sizedFromBig(expr, code`roundint(${one()}, ${two()})`);
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
      return sizedFromBig(expr, code`whole(${op.slice(5)}, ${one()})`);
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
        expr,
        first && needsBig(expr, [first])
          ? code`${op.slice(5)}(${emitter.big(first)}, ${two()})`
          : code`${op.slice(5)}(${one()}, ${two()})`,
      );
    case 'math.factorial':
      emitter.use('factorial_');
      return sizedFromBig(expr, code`factorialof(${one()})`);
    case 'math.comb':
    case 'math.perm':
      emitter.use(`${op.slice(5)}_`);
      return sizedFromBig(expr, code`${op.slice(5)}(${one()}, ${two()})`);
    default:
      return emitter.unsupported(span, `\`${op}\``);
  }
}

/** Beside a float, Julia takes an int for the float that it is. */
function promoted(first: Expr, second: Expr): readonly [Expr, Expr] {
  const whole = (expr: Expr): Expr | null =>
    expr.kind === 'convert' && expr.value.type.kind === 'int' && !isBig(expr.value.type) ? expr.value : null;
  const [left, right] = [whole(first), whole(second)];
  if (left !== null && right === null) return [left, second];
  return right !== null && left === null ? [first, right] : [first, second];
}

function intInfix(emitter: Emitter, expr: Op, { symbol, level }: Infix): Printed {
  const [first, second] = expr.args;
  if (!first || !second) return emitter.unsupported(expr.span, 'This operation');
  const right = (level === LEVEL.power ? LEVEL.unary : level + 1) as Level;
  const left = (level === LEVEL.power ? LEVEL.primary : level) as Level;
  const a = needsBig(expr, [first, second]) ? emitter.big(first, left) : emitter.print(first, left);
  const gap = level === LEVEL.power ? '' : ' ';
  return sized(expr, code`${a}${gap}${symbol}${gap}${emitter.print(second, right)}`, level);
}
