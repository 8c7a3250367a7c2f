import {
  type Const,
  type Convert,
  contains,
  type Display,
  type Expr,
  type If,
  type Let,
  type Op,
  SAFE,
} from '../../language';
import { code, concat, type Fragment, joinCode, mark } from '../text';
import { printComp, printSorted } from './comprehensions';
import { pythonBytes, pythonName, pythonString } from './names';
import { COMPARISONS, FUNCTIONS, INFIX, LEVEL, type Level, METHODS, specText } from './operations';

/** A piece of Python and how tightly it binds. */
export interface Printed {
  readonly text: Fragment;
  readonly level: Level;
}

const at = (text: Fragment, level: Level): Printed => ({ text, level });

/** Prints an expression so that it may stand where `level` is needed. */
export function print(expr: Expr, level: Level = LEVEL.lambda): Fragment {
  const printed = printExpr(expr);
  const marked = mark(printed.text, expr.span);
  return printed.level < level ? code`(${marked})` : marked;
}

/** Prints an expression of which only the truth counts. */
export const printTest = (expr: Expr, level: Level = LEVEL.lambda): Fragment => print(tested(expr), level);

/** Without the `bool` that a test is made of anyway. */
function tested(expr: Expr): Expr {
  if (expr.kind === 'logic') return { ...expr, left: tested(expr.left), right: tested(expr.right) };
  const [of] = expr.kind === 'op' && expr.op === 'truth' ? expr.args : [];
  return of ?? expr;
}

function printExpr(expr: Expr): Printed {
  switch (expr.kind) {
    case 'const':
      return printConst(expr);
    case 'var':
      return at(code`${pythonName(expr.binding.name)}`, LEVEL.primary);
    case 'input':
      return at(code`${pythonName(expr.name)}`, LEVEL.primary);
    case 'op':
      return printOp(expr);
    case 'if':
      return printIf(expr);
    case 'logic': {
      const level = expr.op === 'and' ? LEVEL.and : LEVEL.or;
      return at(
        code`${print(expr.left, level)} ${expr.op} ${print(expr.right, (level + 1) as Level)}`,
        level,
      );
    }
    case 'let':
      return printLet(expr);
    case 'assign':
      return at(code`(${pythonName(expr.binding.name)} := ${print(expr.value)})`, LEVEL.primary);
    case 'display':
      return at(printDisplay(expr), LEVEL.primary);
    case 'comp':
      return at(printComp(expr), LEVEL.primary);
    case 'sorted':
      return at(printSorted(expr), LEVEL.primary);
    case 'convert':
      return printConvert(expr);
  }
}

function printIf(expr: If): Printed {
  const power = powerOfAnySign(expr);
  if (power)
    return at(
      code`${print(power.base, LEVEL.primary)} ** ${print(power.exponent, LEVEL.unary)}`,
      LEVEL.power,
    );
  return (
    sameForAll(expr) ??
    at(
      code`${print(expr.then, LEVEL.or)} if ${printTest(expr.test, LEVEL.or)} else ${print(expr.otherwise, LEVEL.conditional)}`,
      LEVEL.conditional,
    )
  );
}

/** `b ** max(e, 0) if e >= 0 else b ** min(e, -1)` was `b ** e`. */
function powerOfAnySign({ test, then, otherwise }: If): { base: Expr; exponent: Expr } | null {
  const whole = then.kind === 'convert' ? then.value : then;
  const fraction = otherwise.kind === 'convert' ? otherwise.value : otherwise;
  if (whole.kind !== 'op' || whole.op !== 'int.pow') return null;
  if (fraction.kind !== 'op' || fraction.op !== 'int.pow_negative') return null;
  const [base] = whole.args;
  const exponent = test.kind === 'op' && test.op === 'ge' ? test.args[0] : undefined;
  return base && exponent ? { base, exponent } : null;
}

/** Cases for the types of a value that Python itself tells apart: `x * 2` of an int and of a float. */
function sameForAll({ test, then, otherwise }: If): Printed | null {
  if (test.kind !== 'op' || test.op !== 'isinstance') return null;
  const [one, other] = [printExpr(then), printExpr(otherwise)];
  const words = ({ text }: Printed) => text.text.replace(/\b(\d+)\.0\b/g, '$1');
  if (one.level !== other.level || words(one) !== words(other)) return null;
  return one.text.text.length < other.text.text.length ? one : other;
}

function printConst(expr: Const): Printed {
  const { value } = expr;
  if (value === null) return at(code`None`, LEVEL.primary);
  if (typeof value === 'boolean') return at(code`${value ? 'True' : 'False'}`, LEVEL.primary);
  if (typeof value === 'bigint') return at(code`${value}`, value < 0n ? LEVEL.unary : LEVEL.primary);
  if (typeof value === 'string') return at(code`${pythonString(value)}`, LEVEL.primary);
  if ('bytes' in value) return at(code`${pythonBytes(value.bytes)}`, LEVEL.primary);
  return printFloat(value.float);
}

function printFloat(value: number): Printed {
  if (Number.isNaN(value)) return at(code`float('nan')`, LEVEL.primary);
  if (!Number.isFinite(value)) return at(code`float('${value > 0 ? 'inf' : '-inf'}')`, LEVEL.primary);
  const digits = String(Math.abs(value));
  const text = /[.e]/.test(digits) ? digits : `${digits}.0`;
  const negative = value < 0 || Object.is(value, -0);
  return at(code`${negative ? '-' : ''}${text}`, negative ? LEVEL.unary : LEVEL.primary);
}

/** `let` comes from `and`/`or` of values, chained comparisons, and lambdas called at once: printed back as such. */
function printLet(expr: Let): Printed {
  const { binding, value, body } = expr;
  return (
    printChoice(expr) ??
    at(code`(lambda ${pythonName(binding.name)}: ${print(body)})(${print(value)})`, LEVEL.primary)
  );
}

/** `value and …` or `value or …`; null of what is no choice between the two. */
export function printChoice({ binding, value, body }: Let): Printed | null {
  const isRead = (e: Expr): boolean =>
    (e.kind === 'var' && e.binding.id === binding.id) || (e.kind === 'convert' && isRead(e.value));
  if (body.kind === 'if' && isTruthOf(body.test, isRead)) {
    if (isRead(body.otherwise))
      return at(code`${print(value, LEVEL.and)} and ${print(body.then, LEVEL.not)}`, LEVEL.and);
    if (isRead(body.then))
      return at(code`${print(value, LEVEL.or)} or ${print(body.otherwise, LEVEL.and)}`, LEVEL.or);
  }
  return null;
}

function isTruthOf(test: Expr, isRead: (e: Expr) => boolean): boolean {
  return (
    isRead(test) ||
    (test.kind === 'op' && test.op === 'truth' && test.args[0] !== undefined && isRead(test.args[0]))
  );
}

function printOp(expr: Op): Printed {
  const infix = INFIX[expr.op];
  if (infix) return printInfix(expr, infix);
  const comparison =
    expr.op === 'compare.int_float' ? COMPARISONS[expr.options?.compare ?? 'eq'] : COMPARISONS[expr.op];
  const [first, second, ...rest] = expr.args;
  if (comparison && first && second)
    return at(
      code`${print(compared(first), LEVEL.bitor)} ${comparison} ${print(compared(second), LEVEL.bitor)}`,
      LEVEL.compare,
    );
  const fn = FUNCTIONS[expr.op] ?? (expr.op.startsWith('math.') ? expr.op : undefined);
  if (fn)
    return at(
      code`${fn}(${joinCode(
        trimDefaults(expr).map((arg) => print(fn.startsWith('math.') || fn === 'range' ? bare(arg) : arg)),
        ', ',
      )})`,
      LEVEL.primary,
    );
  if (!first) return at(code`${expr.op}()`, LEVEL.primary);
  const method =
    METHODS[expr.op] ??
    (expr.op.startsWith('str.') && expr.op !== 'str.encode' ? expr.op.slice(4) : undefined);
  if (method)
    return at(
      code`${receiver(first)}.${method}(${joinCode(
        methodArguments(expr).map((arg) => print(arg)),
        ', ',
      )})`,
      LEVEL.primary,
    );
  return printSpecial(expr, first, second, rest);
}

/** What a method is called on: `1.bit_length()` is no Python. */
function receiver(expr: Expr): Fragment {
  const text = print(expr, LEVEL.primary);
  return /^\d+$/.test(text.text) ? code`(${text})` : text;
}

function printSpecial(expr: Op, first: Expr, second: Expr | undefined, rest: readonly Expr[]): Printed {
  const one = (level: Level = LEVEL.primary) => print(first, level);
  switch (expr.op) {
    case 'int.neg':
    case 'float.neg':
      return at(code`-${one(LEVEL.unary)}`, LEVEL.unary);
    case 'int.invert':
      return at(code`~${one(LEVEL.unary)}`, LEVEL.unary);
    case 'not':
      return printNot(first);
    case 'is_none':
      return at(code`${one(LEVEL.bitor)} is None`, LEVEL.compare);
    case 'is_not_none':
      return at(code`${one(LEVEL.bitor)} is not None`, LEVEL.compare);
    case 'contains':
      return second
        ? at(code`${print(bare(second), LEVEL.bitor)} in ${one(LEVEL.bitor)}`, LEVEL.compare)
        : at(one(), LEVEL.primary);
    case 'index':
    case 'dict.getitem':
      return second ? at(code`${one()}[${print(second)}]`, LEVEL.primary) : at(one(), LEVEL.primary);
    case 'tuple.get':
      return at(code`${one()}[${expr.options?.index ?? 0}]`, LEVEL.primary);
    case 'record.get':
      return at(code`${one()}.${expr.options?.field ?? ''}`, LEVEL.primary);
    case 'slice':
      return at(code`${one()}[${printSlice([second, ...rest])}]`, LEVEL.primary);
    case 'zip':
      return at(
        code`zip(${joinCode(
          expr.args.map((arg) => print(arg)),
          ', ',
        )}${expr.options?.strict ? ', strict=True' : ''})`,
        LEVEL.primary,
      );
    case 'int.from_str':
      return at(
        code`int(${one(LEVEL.lambda)}${expr.options?.base === undefined ? '' : `, ${expr.options.base}`})`,
        LEVEL.primary,
      );
    case 'format':
      return at(
        code`format(${one(LEVEL.lambda)}, ${pythonString(expr.options?.spec ? specText(expr.options.spec) : '')})`,
        LEVEL.primary,
      );
    case 'str.encode':
      return at(code`${one()}.encode(${pythonString(expr.options?.encoding ?? 'utf-8')})`, LEVEL.primary);
    case 'bytes.decode':
      return at(code`${one()}.decode(${pythonString(expr.options?.encoding ?? 'utf-8')})`, LEVEL.primary);
    case 'isinstance':
      return at(
        code`isinstance(${one(LEVEL.lambda)}, ${kindsText(expr.options?.kinds ?? [])})`,
        LEVEL.primary,
      );
    case 'unpack':
      return at(
        code`[[${unpackTarget(expr)}] for ${unpackTarget(expr)} in [${print(first)}]][0]`,
        LEVEL.primary,
      );
    default:
      throw new Error(`Python has no printer for ${expr.op}`);
  }
}

/** Names for an iterable with exactly, or at least, so many items: Python itself checks the number. */
function unpackTarget(expr: Op): string {
  const names = Array.from({ length: expr.options?.arity ?? 0 }, (_, i) => `part_${i}`);
  const all = [...names, ...(expr.options?.star ? ['*parts'] : [])];
  return all.length === 1 ? `${all[0]},` : all.join(', ');
}

function printNot(value: Expr): Printed {
  if (value.kind === 'op' && value.op === 'contains') {
    const [container, item] = value.args;
    if (container && item)
      return at(
        code`${print(bare(item), LEVEL.bitor)} not in ${print(container, LEVEL.bitor)}`,
        LEVEL.compare,
      );
  }
  return at(code`not ${printTest(value, LEVEL.not)}`, LEVEL.not);
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  sequence: 'tuple',
  none: 'type(None)',
  set: 'set | frozenset',
};

function kindsText(kinds: readonly string[]): string {
  const names = [...new Set(kinds.map((kind) => KIND_NAMES[kind] ?? kind))];
  return names.length === 1 ? (names[0] ?? '') : `(${names.join(', ')})`;
}

function printInfix(expr: Op, { symbol, level }: { symbol: string; level: Level }): Printed {
  const arithmetic = expr.op.startsWith('int.') || expr.op.startsWith('float.');
  const args = arithmetic ? arithmeticArguments(expr) : expr.args;
  const text = expr.op === 'concat' && expr.type.kind === 'str' ? printTemplate(args) : null;
  if (text !== null) return at(text, LEVEL.primary);
  if (symbol === '**') {
    const [base, exponent] = args;
    if (base && exponent)
      return at(code`${print(base, LEVEL.primary)} ** ${print(exponent, LEVEL.unary)}`, LEVEL.power);
  }
  return at(
    joinCode(
      args.map((arg, i) => print(arg, i === 0 ? level : ((level + 1) as Level))),
      ` ${symbol} `,
    ),
    level,
  );
}

/** Text between conversions as an f-string; null where plain `+` is easier to read. */
function printTemplate(args: readonly Expr[]): Fragment | null {
  const pieces = args.map(templatePiece);
  const fills = args.some((arg) => arg.kind === 'op' && (arg.op === 'str' || arg.op === 'format'));
  const says = args.some((arg) => arg.kind === 'const');
  if (!fills || !says || !pieces.every((piece) => piece !== null)) return null;
  return concat(["f'", ...pieces, "'"]);
}

/** A part of an f-string; null of one with quotes or braces, which would need another kind of quotes inside. */
function templatePiece(arg: Expr): Fragment | null {
  if (arg.kind === 'const') {
    const quoted = typeof arg.value === 'string' ? pythonString(arg.value) : '';
    return quoted.startsWith("'") ? code`${quoted.slice(1, -1).replace(/[{}]/g, '$&$&')}` : null;
  }
  const converted = arg.kind === 'op' && (arg.op === 'str' || arg.op === 'format') ? arg : null;
  const shown = print(converted?.args[0] ?? arg);
  const spec =
    converted?.op === 'format' && converted.options?.spec ? `:${specText(converted.options.spec)}` : '';
  return /["'{}\\:!\n]|lambda/.test(shown.text) || /["'{}\\]/.test(spec) ? null : code`{${shown}${spec}}`;
}

/** Python converts by itself where the other operand already has the wanted kind. */
function arithmeticArguments({ op, args }: Op): readonly Expr[] {
  const [first] = args;
  // The sum of no floats is the int 0, which divides like 0.0.
  if (op === 'float.truediv' && first?.kind === 'convert' && first.value.type.kind === 'float')
    return args.map(bare);
  const converted = args.filter((arg) => isNumberConversion(arg));
  if (converted.length === args.length && args.some((arg) => arg.type.kind === 'float'))
    return args.map((arg, i) => (i === 0 ? arg : bare(arg)));
  return args.map(bare);
}

const isNumberConversion = (arg: Expr): boolean =>
  arg.kind === 'convert' && (arg.type.kind === 'int' || arg.type.kind === 'float');

/** Without a conversion that Python does by itself in arithmetic and comparisons. */
function bare(arg: Expr): Expr {
  return arg.kind === 'convert' && isNumberConversion(arg) ? bare(arg.value) : arg;
}

/** An operand of a comparison, which Python makes exactly: `x == float(x)` tells whether `x` is a float. */
function compared(arg: Expr): Expr {
  const rounds =
    arg.kind === 'convert' && arg.value.type.kind === 'int' && !contains(SAFE, arg.value.type.range);
  return rounds && arg.type.kind === 'float' ? arg : bare(arg);
}

function trimDefaults(expr: Op): readonly Expr[] {
  const isConstant = (arg: Expr | undefined, value: bigint) => arg?.kind === 'const' && arg.value === value;
  const [start, stop, step] = expr.args;
  if (expr.op === 'range' && stop && isConstant(step, 1n))
    return isConstant(start, 0n) ? [stop] : expr.args.slice(0, 2);
  if (expr.op === 'enumerate' && isConstant(stop, 0n)) return expr.args.slice(0, 1);
  return expr.args;
}

function methodArguments(expr: Op): readonly Expr[] {
  const args = expr.args.slice(1);
  const [only] = args;
  return expr.op === 'str.splitlines' && only?.kind === 'const' && only.value === false ? [] : args;
}

function printSlice(bounds: readonly (Expr | undefined)[]): Fragment {
  const part = (bound: Expr | undefined): Fragment | string =>
    bound === undefined || (bound.kind === 'const' && bound.value === null) ? '' : print(bound);
  const [start, stop, step] = bounds.map(part);
  return step === '' || step === undefined
    ? concat([start ?? '', ':', stop ?? ''])
    : concat([start ?? '', ':', stop ?? '', ':', step]);
}

function printDisplay(expr: Display): Fragment {
  const items = expr.items.map((item): Fragment => {
    if (item.kind === 'entry') return code`${print(item.key)}: ${print(item.value)}`;
    if (item.kind === 'merge') return code`**${print(item.value, LEVEL.bitor)}`;
    return item.kind === 'spread' ? code`*${print(item.value, LEVEL.bitor)}` : print(item.value);
  });
  const inside = joinCode(items, ', ');
  switch (expr.of) {
    case 'list':
      return code`[${inside}]`;
    case 'dict':
      return code`{${inside}}`;
    case 'set':
      return items.length === 0 ? code`set()` : code`{${inside}}`;
    default:
      return items.length === 1 ? code`(${inside},)` : code`(${inside})`;
  }
}

/** Only conversions that change what Python itself would show are printed. */
function printConvert(expr: Convert): Printed {
  const from = expr.value.type;
  const wraps =
    expr.type.kind === 'float' && from.kind !== 'float'
      ? 'float'
      : expr.type.kind === 'int' && from.kind === 'bool'
        ? 'int'
        : expr.type.kind === 'set' && from.kind === 'set' && expr.type.frozen !== from.frozen
          ? expr.type.frozen
            ? 'frozenset'
            : 'set'
          : null;
  if (wraps) return at(code`${wraps}(${print(expr.value)})`, LEVEL.primary);
  if (expr.type.kind === 'float' && from.kind === 'float' && from.orZero)
    return at(code`float(${print(expr.value)})`, LEVEL.primary);
  return printExpr(expr.value);
}
