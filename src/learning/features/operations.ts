import { contains, type Expr, fitsSafe, INT64, interval, type Type } from '../../language';
import { MOST, type WorkKind } from './kinds';
import { type Expected, either, highOf, lengthOf, lowOf, middleOf, number, ofField, ofType } from './values';

/** Counts so many units of a kind of work. */
export type Add = (kind: WorkKind, units: number) => void;

/** An operation on numbers costs by the representation of its result. */
export function arithmetic(type: Type, times: number, kind: 'int' | 'multiply' | 'divide', add: Add): void {
  if (type.kind === 'float') add(kind === 'divide' ? 'quotient' : 'float', times);
  else if (type.kind !== 'int' || fitsSafe(type)) add(kind, times);
  else add(contains(INT64, type.range) ? 'long' : 'big', times);
}

const WORD = interval(-(2n ** 31n), 2n ** 31n - 1n);
/** Characters of a float that is written out. */
const DECIMALS = 6;
/** Divisions of Euclid's algorithm for numbers of a few digits. */
const EUCLID = 6;

/** Bit operations past 32 bits leave the fast path of JavaScript's numbers. */
function bitwise(type: Type, args: readonly Expr[], times: number, add: Add): void {
  const isWord = [type, ...args.map((arg) => arg.type)].every(
    (each) => each.kind !== 'int' || contains(WORD, each.range),
  );
  if (isWord) add('int', times);
  else add('bits', times);
}

/** Counts what one operation does so many times, and tells what it is expected to come to. */
export function operation(
  { op, args, type, options }: Extract<Expr, { kind: 'op' }>,
  values: readonly Expected[],
  times: number,
  add: Add,
): Expected {
  const [a = {}, b = {}] = values;
  const length = lengthOf(a);
  switch (op) {
    case 'int.add':
    case 'float.add':
      arithmetic(type, times, 'int', add);
      return number(lowOf(a) + lowOf(b), highOf(a) + highOf(b));
    case 'int.sub':
    case 'float.sub':
      arithmetic(type, times, 'int', add);
      return number(lowOf(a) - highOf(b), highOf(a) - lowOf(b));
    case 'int.mul':
    case 'float.mul': {
      arithmetic(type, times, 'multiply', add);
      const products = [
        lowOf(a) * lowOf(b),
        lowOf(a) * highOf(b),
        highOf(a) * lowOf(b),
        highOf(a) * highOf(b),
      ];
      return number(Math.min(...products), Math.max(...products));
    }
    case 'int.mod':
    case 'int.floordiv': {
      arithmetic(args[0]?.type ?? type, times, 'divide', add);
      const by = Math.max(1, Math.abs(middleOf(b)));
      if (op === 'int.mod') return number(0, Math.min(highOf(a) < 0 ? by : highOf(a), by - 1));
      return number(lowOf(a) / by, highOf(a) / by);
    }
    case 'int.and': {
      bitwise(type, args, times, add);
      const masks = values.filter((value) => lowOf(value) >= 0).map(highOf);
      return masks.length > 0 ? number(0, Math.min(...masks)) : either(a, b);
    }
    case 'int.or':
    case 'int.xor':
      bitwise(type, args, times, add);
      return either(a, b);
    case 'int.rshift':
      bitwise(type, args, times, add);
      return number(lowOf(a) / 2 ** middleOf(b), highOf(a) / 2 ** middleOf(b));
    case 'int.lshift':
      bitwise(type, args, times, add);
      return number(lowOf(a) * 2 ** middleOf(b), Math.min(MOST, highOf(a) * 2 ** middleOf(b)));
    case 'int.neg':
    case 'float.neg':
      arithmetic(type, times, 'int', add);
      return number(-highOf(a), -lowOf(a));
    case 'int.abs':
    case 'float.abs':
      arithmetic(type, times, 'int', add);
      return number(lowOf(a) > 0 ? lowOf(a) : 0, Math.max(Math.abs(lowOf(a)), Math.abs(highOf(a))));
    case 'min':
    case 'max': {
      const fold = op === 'min' ? Math.min : Math.max;
      arithmetic(type, times * (values.length - 1), 'int', add);
      return number(fold(...values.map(lowOf)), fold(...values.map(highOf)));
    }
    case 'int.pow': {
      const exponent = Math.min(64, Math.max(1, highOf(b)));
      if (args[1]?.kind === 'const') arithmetic(type, times * Math.log2(2 * exponent), 'multiply', add);
      else add('powers', times);
      return number(0, Math.min(MOST, Math.abs(highOf(a)) ** exponent));
    }
    case 'range': {
      const [start = {}, stop = {}, step = {}] = values;
      const stride = middleOf(step) || 1;
      const [from, to] = [middleOf(start), middleOf(stop)];
      const count = Math.max(0, (to - from) / stride);
      const least = stride > 0 ? lowOf(start) : lowOf(stop);
      const most = stride > 0 ? highOf(stop) : highOf(start);
      return { length: count, item: number(least, Math.max(least, most - 1)) };
    }
    case 'enumerate':
      return { length, item: { length: 2, items: [number(0, length), a.item ?? {}] } };
    case 'zip': {
      const least = Math.min(...values.map(lengthOf));
      return {
        length: least,
        item: { length: values.length, items: values.map(({ item }) => item ?? {}) },
      };
    }
    case 'reversed':
      return a;
    case 'dict.items':
      return { length, item: { length: 2, items: [a.item ?? {}, a.value ?? {}] } };
    case 'dict.keys':
      return { length, item: a.item ?? {} };
    case 'dict.values':
      return { length, item: a.value ?? {} };
    case 'record.get':
      add('fields', times);
      return ofField(type);
    case 'tuple.get':
      return a.items?.[options?.index ?? -1] ?? ofType(type);
    case 'math.gcd':
    case 'math.lcm':
      arithmetic(type, times * EUCLID, 'divide', add);
      return either(a, b);
    case 'math.isqrt':
    case 'math.sqrt':
      add('math', times);
      return number(Math.sqrt(Math.max(0, lowOf(a))), Math.sqrt(Math.max(0, highOf(a))));
    case 'index':
      add('reads', times);
      return a.item ?? a.value ?? ofType(type);
    case 'slice': {
      const [, from, to] = values;
      const start = args[1]?.type.kind === 'int' ? fromEnd(middleOf(from ?? {}), length) : 0;
      const stop = args[2]?.type.kind === 'int' ? fromEnd(middleOf(to ?? {}), length) : length;
      const kept = Math.max(0, Math.min(length, stop) - Math.min(length, start));
      if (args[0]?.type.kind === 'str') {
        add('strings', times);
        add('characters', times * kept);
      } else {
        add('containers', times);
        add('scans', times * kept);
      }
      return { ...a, length: kept };
    }
    case 'len':
      // Texts differ in length; of everything else the number of items is known.
      return args[0]?.type.kind === 'str' ? number(0, 2 * length) : number(length, length);
    case 'contains':
      if (args[0]?.type.kind === 'range') add('tests', 3 * times);
      else if (args[0]?.type.kind === 'str') {
        add('searches', times);
        add('characters', (times * length) / 2);
      } else if (isHashed(args[0])) add('lookups', times);
      else add('scans', (times * Math.max(1, length)) / 2);
      return number(0, 1);
    case 'dict.get':
    case 'dict.get_or':
    case 'dict.getitem':
      add('lookups', times);
      return a.value ?? ofType(type);
    case 'list.count':
    case 'list.index':
      add('scans', times * length);
      return number(0, length);
  }
  return byName(op, type, args, a, values, times, add);
}

/** Operations that cost alike by their families. */
function byName(
  op: string,
  type: Type,
  args: readonly Expr[],
  a: Expected,
  values: readonly Expected[],
  times: number,
  add: Add,
): Expected {
  const length = lengthOf(a);
  if (/^(compare|truth|is|logic|not|same)/.test(op) || /^(eq|ne|lt|le|gt|ge)$/.test(op)) {
    add('tests', times);
    if (a.length !== undefined) add('scans', times * Math.min(4, length));
  } else if (/truediv$/.test(op)) add('quotient', times);
  else if (/^int\.(from_str)|^float\.from_str/.test(op)) {
    add('digits', times);
    add('characters', times * length);
  } else if (/^round\.float_digits|^(str|repr|format)/.test(op) && args[0]?.type.kind === 'float') {
    add('decimals', times);
    if (type.kind === 'float') return a;
    add('strings', times);
    add('characters', times * DECIMALS);
    return { length: DECIMALS, item: { length: 1 } };
  } else if (op === 'str' || op === 'repr' || op === 'ascii' || op === 'format' || op.startsWith('str.of')) {
    add('digits', times);
    add('strings', times);
    const made = a.length === undefined ? Math.max(1, Math.log10(Math.max(1, Math.abs(highOf(a))))) : length;
    add('characters', times * made);
    return { length: made, item: { length: 1 } };
  } else if (/^math\./.test(op)) add('math', times);
  else if (op === 'float.pow' || op.startsWith('int.pow')) add('powers', times);
  else if (/^int\./.test(op)) {
    arithmetic(type, times, 'int', add);
    return values.length === 2 ? either(...(values as [Expected, Expected])) : a;
  } else if (/^(float|round|min|max)/.test(op)) {
    arithmetic(type, times * Math.max(1, values.length - 1), 'int', add);
    return values.reduce(either, a);
  } else if (/^(str|bytes|chr|ord)/.test(op)) {
    if (/^str\.r?(find|index|count|replace|split|partition)/.test(op)) add('searches', times);
    const isText = type.kind === 'str' || type.kind === 'list' || type.kind === 'tuple';
    if (isText) add('strings', times * (type.kind === 'list' ? 1 + length / 6 : 1));
    add('characters', times * Math.max(1, length));
    if (type.kind === 'list') return { length: Math.max(1, length / 6), item: { length: 6 } };
    return isText ? { ...a, length } : ofType(type);
  } else if (/^set\./.test(op)) {
    add('lookups', times * length);
    add('inserts', times * length * 0.5);
    return a;
  } else if (/^(concat|repeat|list|unpack|dict)/.test(op)) {
    const total =
      op === 'repeat' ? length * Math.max(1, middleOf(values[1] ?? {})) : sum(values.map(lengthOf));
    if (type.kind === 'str') {
      add('strings', times);
      add('characters', times * total);
    } else add('items', times * total);
    return { ...a, length: total };
  } else add('tests', times);
  return ofType(type);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** An index of Python's, which counts from the end when it is negative. */
const fromEnd = (index: number, length: number): number => (index < 0 ? Math.max(0, length + index) : index);

function isHashed(expr: Expr | undefined): boolean {
  return expr?.type.kind === 'set' || expr?.type.kind === 'dict' || expr?.type.kind === 'range';
}
