import {
  type Assign,
  BOOL,
  type Const,
  countNodes,
  type Display,
  type Expr,
  fitsSafe,
  type If,
  type Let,
  type Logic,
  mayRaise,
  type Op,
  readBindings,
  some,
  someType,
  substitute,
  type Type,
} from '../../language';
import { code, concat, joinCode, mark } from '../text';
import { Block } from './block';
import { comprehension } from './comprehensions';
import type { Context } from './context';
import { asBig, convertValue } from './convert';
import { typed } from './erase';
import { OPERATION_PRINTERS } from './operations';
import {
  arrayOf,
  atom,
  bare,
  conditional,
  isLiteral,
  logical,
  PRECEDENCE,
  type Printed,
  printed,
  simple,
  stringLiteral,
  wrap,
} from './print';
import { sorted } from './sort';
import { newMap, newSet } from './values';

/** Prints an expression. Statements that it needs go to `out` first; evaluation order stays Python's. */
export function expression(cx: Context, expr: Expr, out: Block): Printed {
  if (
    cx.settings.unsafe &&
    (expr.kind === 'op' || expr.kind === 'comp' || expr.kind === 'const') &&
    expr.type.kind === 'int'
  ) {
    if (!fitsSafe(expr.type))
      cx.dropped(expr.span, 'Whether this int stays within 2^53, where numbers are exact,');
  }
  const { chain: _parts, ...result } = unmarked(cx, expr, out);
  return { ...result, code: mark(result.code, expr.span) };
}

function unmarked(cx: Context, expr: Expr, out: Block): Printed {
  switch (expr.kind) {
    case 'const':
      return constant(cx, expr);
    case 'input':
      return simple(cx.inputName(expr.name));
    case 'var':
      return {
        ...simple(cx.nameOf(expr.binding)),
        simple: !cx.mutable.has(expr.binding.id),
        clean: cx.clean.has(expr.binding.id),
      };
    case 'op':
      return operation(cx, expr, out);
    case 'if':
      return choice(cx, expr, out);
    case 'logic':
      return logic(cx, expr, out);
    case 'let':
      return binding(cx, expr, out);
    case 'assign':
      return assignment(cx, expr, out);
    case 'display':
      return display(cx, expr, out);
    case 'comp':
      return comprehension(cx, expr, out);
    case 'sorted':
      return sorted(cx, expr, out);
    case 'convert':
      return convertValue(cx, expression(cx, expr.value, out), expr.value.type, expr.type, expr.span, out);
  }
}

/**
 * Prints expressions that Python evaluates one after the other. When a later one needs statements, earlier ones are
 * kept in names first, so that they still come first.
 */
export function inOrder(cx: Context, exprs: readonly Expr[], out: Block): Printed[] {
  const done = exprs.map((expr) => {
    const block = new Block();
    return { expr, block, value: expression(cx, expr, block) };
  });
  const last = done.findLastIndex(({ block }) => !block.empty);
  return done.map(({ expr, block, value }, i) => {
    out.append(block);
    return i < last && !value.simple ? cx.store(value, out, 'value', storedType(expr)) : value;
  });
}

/** The type to write beside a stored value, where the checker would infer a wider one. */
export function storedType(expr: Expr): Expr['type'] | undefined {
  const { kind } = expr.type;
  return kind === 'tuple' || kind === 'union' || kind === 'optional' || kind === 'list' || kind === 'sequence'
    ? expr.type
    : undefined;
}

function operation(cx: Context, expr: Op, out: Block): Printed {
  const printer = OPERATION_PRINTERS[expr.op];
  if (printer === undefined) {
    return cx.refuse(
      'unsupported-operation',
      expr.span,
      `TypeScript has no exact form of ${expr.op}.`,
      'Use another operation, or switch unsafe on where it helps.',
    );
  }
  if ('whole' in printer) return printer.whole(cx, expr, out);
  return printer.args(cx, expr, inOrder(cx, expr.args, out), out);
}

export function constant(cx: Context, expr: Const): Printed {
  const { value, type } = expr;
  if (value === null) return simple('null');
  if (typeof value === 'boolean') return simple(String(value));
  if (typeof value === 'bigint') {
    const text = cx.isBig(type) ? `${value}n` : String(value);
    const literal = { ...simple(text), clean: true };
    return value < 0n ? { ...literal, precedence: PRECEDENCE.unary } : literal;
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value) && cx.joinsText) {
      return cx.refuse(
        'unsupported-type',
        expr.span,
        'A lone surrogate could join with another here.',
        'Leave it out.',
      );
    }
    return { ...simple(stringLiteral(value)), pieces: [value] };
  }
  if ('float' in value) return floatLiteral(value.float);
  return atom(`Uint8Array.of(${Array.from(value.bytes).join(', ')})`);
}

function floatLiteral(x: number): Printed {
  const text = Object.is(x, -0) ? '-0' : Number.isNaN(x) ? 'NaN' : String(x).replace('e+', 'e');
  return text.startsWith('-') ? { ...simple(text), precedence: PRECEDENCE.unary } : simple(text);
}

function choice(cx: Context, expr: If, out: Block): Printed {
  const test = expression(cx, expr.test, out);
  const [thenBlock, otherBlock] = [new Block(), new Block()];
  const then = expression(cx, expr.then, thenBlock);
  const otherwise = expression(cx, expr.otherwise, otherBlock);
  if (thenBlock.empty && otherBlock.empty)
    return {
      ...conditional(test, then, otherwise),
      clean: (then.clean ?? false) && (otherwise.clean ?? false),
    };
  const name = cx.names.fresh('value');
  out.add(code`let ${name}${cx.annotation(expr.type)};`);
  thenBlock.add(code`${name} = ${bare(then)};`);
  otherBlock.add(code`${name} = ${bare(otherwise)};`);
  out.nest({ head: code`if (${test.code}) {`, body: thenBlock }, { head: '} else {', body: otherBlock });
  return simple(name);
}

function logic(cx: Context, expr: Logic, out: Block): Printed {
  const left = expression(cx, expr.left, out);
  const rightBlock = new Block();
  const right = expression(cx, expr.right, rightBlock);
  if (rightBlock.empty) return logical(expr.op === 'and' ? '&&' : '||', left, right);
  const name = cx.names.fresh('holds');
  out.add(code`let ${name}${cx.annotation(BOOL)} = ${left.code};`);
  rightBlock.add(code`${name} = ${right.code};`);
  out.nest({ head: expr.op === 'and' ? `if (${name}) {` : `if (!${name}) {`, body: rightBlock });
  return simple(name);
}

function binding(cx: Context, expr: Let, out: Block): Printed {
  if (!cx.isPerformers(expr.binding) && isTrivial(expr.value))
    return expression(cx, substitute(expr.body, expr.binding, expr.value), out);
  declare(cx, expr, out);
  return expression(cx, expr.body, out);
}

/** The statement that gives a `let` its name. One that nobody reads is evaluated for its exceptions only. */
export function declare(cx: Context, expr: Let, out: Block): void {
  if (!readBindings(expr.body).has(expr.binding.id)) {
    if (mayRaise(expr.value)) out.add(code`${expression(cx, expr.value, out).code};`);
    return;
  }
  const name = cx.nameOf(expr.binding);
  if (expr.value.kind === 'comp') cx.wishFor(name);
  const value = expression(cx, expr.value, out);
  cx.wishFor(null);
  if (value.clean) cx.clean.add(expr.binding.id);
  if (value.code.text === name) return;
  const annotated = storedType(expr.value) !== undefined || isLiteral(value);
  out.add(code`const ${name}${annotated ? cx.annotation(expr.binding.type) : ''} = ${value.code};`);
}

/** Sums and differences of names, which read better in place: `0 <= x + dx && x + dx < 8`. */
function isTrivial(expr: Expr): boolean {
  return (
    countNodes(expr) <= 4 &&
    !some(expr, (node) => (node.kind === 'op' ? !IN_PLACE.has(node.op) : !NAMES.has(node.kind)))
  );
}

const NAMES: ReadonlySet<Expr['kind']> = new Set(['const', 'var', 'input']);
const IN_PLACE: ReadonlySet<Op['op']> = new Set<Op['op']>([
  'int.add',
  'int.sub',
  'int.mul',
  'int.neg',
  'tuple.get',
  'record.get',
]);

function assignment(cx: Context, expr: Assign, out: Block): Printed {
  const value = expression(cx, expr.value, out);
  return printed(code`${cx.nameOf(expr.binding)} = ${wrap(value, PRECEDENCE.arrow)}`, PRECEDENCE.arrow);
}

function display(cx: Context, expr: Display, out: Block): Printed {
  const values = expr.items.flatMap((item) =>
    item.kind === 'entry' ? [item.key, item.value] : [item.value],
  );
  const texts = inOrder(cx, values, out);
  if (expr.of === 'dict' && expr.type.kind === 'dict') return dictDisplay(cx, expr, texts);
  const items = expr.items.map((item, i) => {
    const text = texts[i] ?? simple('null');
    return item.kind === 'spread' ? atom(code`...${wrap(text, PRECEDENCE.arrow)}`) : atom(bare(text));
  });
  const array = arrayOf(items);
  const { type } = expr;
  if (type.kind === 'set') return newSet(cx, type.element, items.length === 0 ? null : array, expr.span);
  if ((type.kind !== 'list' && type.kind !== 'sequence') || !someType(type.element, isInferredWider))
    return array;
  const asserted = code`${array.code}${typed(` as ${cx.typeText(type)}`)}`;
  return { ...printed(asserted, PRECEDENCE.relational), bare: array.code };
}

/** Types of items that the checker would not infer from a literal. */
const isInferredWider = (type: Type): boolean =>
  type.kind === 'tuple' || type.kind === 'union' || type.kind === 'optional';

function dictDisplay(cx: Context, expr: Display, texts: readonly Printed[]): Printed {
  if (expr.type.kind !== 'dict') return atom('');
  const entries = [];
  let next = 0;
  for (const item of expr.items) {
    const first = texts[next++] ?? simple('null');
    if (item.kind === 'entry') {
      const value = texts[next++] ?? simple('null');
      entries.push(arrayOf([first, value]).code);
    } else entries.push(code`...${first.code}`);
  }
  if (entries.length === 0) return newMap(cx, expr.type, null, expr.span);
  const pairs = typed(` as [${cx.typeText(expr.type.key)}, ${cx.typeText(expr.type.value)}][]`);
  const mixed = expr.items.some((item) => item.kind !== 'entry');
  return newMap(
    cx,
    expr.type,
    atom(concat(['[', joinCode(entries, ', '), ']', mixed ? pairs : ''])),
    expr.span,
  );
}

export { asBig };
