import type { Const, Display, Expr, If, Let, Logic, Op } from '../../language';
import { code, joinCode, mark } from '../text';
import { Block } from './block';
import { comprehension } from './comprehensions';
import type { Context } from './context';
import { convertValue } from './convert';
import { comparerOf } from './keys';
import { bigLiteral, doubleLiteral, intLiteral } from './literals';
import { OPERATION_PRINTERS } from './operations';
import {
  atom,
  binary,
  cast,
  conditional,
  PRECEDENCE,
  type Printed,
  printed,
  simple,
  slot,
  stringLiteral,
} from './print';
import { sorted } from './sorted';
import { isBig } from './types';

/** Prints an expression. Statements that it needs go to `out` first; evaluation order stays Python's. */
export function expression(cx: Context, expr: Expr, out: Block): Printed {
  const result = unmarked(cx, expr, out);
  const marked = { ...result, code: mark(result.code, expr.span) };
  if (result.narrow) return { ...marked, narrow: mark(result.narrow, expr.span) };
  return result.bare ? { ...marked, bare: mark(result.bare, expr.span) } : marked;
}

function unmarked(cx: Context, expr: Expr, out: Block): Printed {
  switch (expr.kind) {
    case 'const':
      return constant(cx, expr);
    case 'input':
      return simple(cx.inputName(expr.name));
    case 'var':
      if (expr.type.kind === 'iterator')
        cx.refuse(
          'unsupported-operation',
          expr.span,
          'An iterator kept in a variable has no form in C#.',
          'Make it a list.',
        );
      return { ...atom(cx.nameOf(expr.binding)), simple: !cx.mutable.has(expr.binding.id) };
    case 'op':
      return operation(cx, expr, out);
    case 'if':
      return choice(cx, expr, out);
    case 'logic':
      return logic(cx, expr, out);
    case 'let':
      return binding(cx, expr, out);
    case 'assign': {
      const value = cx.expression(expr.value, out);
      return printed(code`${cx.nameOf(expr.binding)} = ${slot(value)}`, PRECEDENCE.lambda);
    }
    case 'display':
      return display(cx, expr, out);
    case 'comp':
      return comprehension(cx, expr, out);
    case 'sorted':
      return sorted(cx, expr, out);
    case 'convert':
      return convertValue(cx, cx.expression(expr.value, out), expr.value.type, expr.type, expr.span, out);
  }
}

/**
 * Prints expressions that Python evaluates one after the other. When a later one needs statements, earlier ones are
 * kept in names first, so that they still come first.
 */
export function inOrder(cx: Context, exprs: readonly Expr[], out: Block): Printed[] {
  const done = exprs.map((expr) => {
    const block = new Block();
    return { block, value: cx.expression(expr, block) };
  });
  const last = done.findLastIndex(({ block }) => !block.empty);
  return done.map(({ block, value }, i) => {
    out.append(block);
    return i < last && !value.simple ? cx.store(value, out, 'item') : value;
  });
}

function operation(cx: Context, expr: Op, out: Block): Printed {
  const printer = OPERATION_PRINTERS[expr.op];
  if (printer !== undefined) return printer(cx, expr, out);
  return cx.refuse(
    'unsupported-operation',
    expr.span,
    `The C# backend has no ${expr.op}.`,
    'Write it in another way.',
  );
}

function constant(cx: Context, expr: Const): Printed {
  const { value, type } = expr;
  if (value === null) return { ...cast('object', simple('null')), simple: true, bare: code`null` };
  if (typeof value === 'boolean') return simple(String(value));
  if (typeof value === 'bigint') return isBig(type) ? bigLiteral(value) : intLiteral(value);
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value))
      cx.refuse('unsupported-type', expr.span, 'A lone surrogate has no exact form in C#.', 'Leave it out.');
    return { ...simple(stringLiteral(value)), pieces: [value] };
  }
  if ('float' in value) return doubleLiteral(value.float);
  return atom(
    value.bytes.length === 0 ? 'new byte[0]' : `new byte[] { ${Array.from(value.bytes).join(', ')} }`,
  );
}

function choice(cx: Context, expr: If, out: Block): Printed {
  const test = cx.expression(expr.test, out);
  const [thenBlock, otherBlock] = [new Block(), new Block()];
  const then = cx.expression(expr.then, thenBlock);
  const otherwise = cx.expression(expr.otherwise, otherBlock);
  if (thenBlock.empty && otherBlock.empty) return conditional(test, then, otherwise);
  const name = cx.names.fresh('item');
  out.add(code`${cx.typeText(expr.type, expr.span)} ${name};`);
  thenBlock.add(code`${name} = ${slot(then)};`);
  otherBlock.add(code`${name} = ${slot(otherwise)};`);
  out.nest({ head: code`if (${test.code})`, body: thenBlock }, { head: 'else', body: otherBlock });
  return simple(name);
}

function logic(cx: Context, expr: Logic, out: Block): Printed {
  const left = cx.expression(expr.left, out);
  const rightBlock = new Block();
  const right = cx.expression(expr.right, rightBlock);
  if (rightBlock.empty) return binary(expr.op === 'and' ? '&&' : '||', left, right);
  const name = cx.names.fresh('holds');
  out.add(code`var ${name} = ${left.code};`);
  rightBlock.add(code`${name} = ${right.code};`);
  out.nest({ head: expr.op === 'and' ? `if (${name})` : `if (!${name})`, body: rightBlock });
  return simple(name);
}

function binding(cx: Context, expr: Let, out: Block): Printed {
  const value = cx.expression(expr.value, out);
  out.add(code`var ${cx.nameOf(expr.binding)} = ${value.code};`);
  return cx.expression(expr.body, out);
}

function display(cx: Context, expr: Display, out: Block): Printed {
  const values = expr.items.flatMap((item) =>
    item.kind === 'entry' ? [item.key, item.value] : [item.value],
  );
  const texts = inOrder(cx, values, out);
  const { type } = expr;
  if (type.kind === 'dict') return dictDisplay(cx, expr, texts);
  if (type.kind === 'tuple') return tupleOf(cx, texts, expr);
  if (type.kind !== 'list' && type.kind !== 'sequence' && type.kind !== 'set')
    return texts[0] ?? simple('null');
  const name = cx.typeText(type, expr.span);
  const element = cx.typeText(type.element, expr.span);
  const comparer = type.kind === 'set' ? comparerOf(cx, type.element) : '';
  if (expr.items.some((item) => item.kind === 'spread')) {
    const parts = expr.items.map((item, i) => {
      const text = texts[i] ?? simple('null');
      return item.kind === 'spread' ? text.code : code`new ${element}[] { ${slot(text)} }`;
    });
    const [first = code`new ${element}[0]`, ...rest] = parts;
    const chained = atom(rest.reduce((a, b) => code`${a}.Concat(${b})`, first));
    if (type.kind === 'list') return atom(code`${chained.code}.ToList()`);
    if (type.kind === 'sequence') return atom(code`${chained.code}.ToArray()`);
    return atom(code`new ${name}(${chained.code}${comparer === '' ? '' : `, ${comparer}`})`);
  }
  const items = joinCode(texts.map(slot), ', ');
  if (type.kind === 'sequence') {
    return texts.length === 0
      ? atom(`new ${arrayLength(element, '0')}`)
      : atom(code`new ${element}[] { ${items} }`);
  }
  return atom(
    code`new ${name}(${comparer})${texts.length === 0 ? '' : code` { ${items} }`}`.text.includes('() {')
      ? code`new ${name} { ${items} }`
      : code`new ${name}(${comparer})${texts.length === 0 ? '' : code` { ${items} }`}`,
  );
}

/** `long[3]`, and `long[3][]` for an array of arrays. */
export function arrayLength(element: string, length: string): string {
  const at = element.indexOf('[]');
  return at < 0 || element.includes('<')
    ? `${element}[${length}]`
    : `${element.slice(0, at)}[${length}]${element.slice(at)}`;
}

function tupleOf(
  cx: Context,
  items: readonly Printed[],
  expr: { readonly type: Expr['type']; readonly span: Expr['span'] },
): Printed {
  cx.typeText(expr.type, expr.span);
  if (items.length === 0) return atom('ValueTuple.Create()');
  const texts = joinCode(
    items.map((item) => item.code),
    ', ',
  );
  return items.length === 1 ? atom(code`ValueTuple.Create(${texts})`) : atom(code`(${texts})`);
}

function dictDisplay(cx: Context, expr: Display, texts: readonly Printed[]): Printed {
  const { type } = expr;
  if (type.kind !== 'dict') return simple('null');
  const name = cx.typeText(type, expr.span);
  requireKey(cx, type.key, expr);
  const comparer = comparerOf(cx, type.key);
  if (expr.items.length === 0) return atom(`new ${name}(${comparer})`);
  if (expr.items.some((item) => item.kind !== 'entry')) {
    const parts: Printed[] = [];
    let next = 0;
    for (const item of expr.items) {
      const first = texts[next++] ?? simple('null');
      if (item.kind !== 'entry') parts.push(first);
      else
        parts.push(
          atom(
            code`new ${name}(${comparer}) { { ${slot(first)}, ${slot(texts[next++] ?? simple('null'))} } }`,
          ),
        );
    }
    return cx.help('Merge', ...parts);
  }
  // Mono's compiler loses captured variables in `[key] = value`, and `{ key, value }` takes each key once.
  const pairs = expr.items.map(
    (_, i) => code`${slot(texts[2 * i] ?? simple('null'))}, ${slot(texts[2 * i + 1] ?? simple('null'))}`,
  );
  if (pairs.length === 1 || haveDistinctKeys(expr)) {
    const entries = pairs.map((pair) => code`{ ${pair} }`);
    return atom(code`new ${name}${comparer === '' ? '' : `(${comparer})`} { ${joinCode(entries, ', ')} }`);
  }
  cx.use('With');
  return atom(pairs.reduce((map, pair) => code`${map}.With(${pair})`, code`new ${name}(${comparer})`));
}

/** True when all keys are different constants of one kind. */
function haveDistinctKeys(expr: Display): boolean {
  const keys = expr.items.map((item) =>
    item.kind === 'entry' && item.key.kind === 'const' && typeof item.key.value !== 'object'
      ? item.key.value
      : null,
  );
  const first = keys[0];
  return (
    keys.every((key) => key !== null && typeof key === typeof first) && new Set(keys).size === keys.length
  );
}

/** A key that may be None has no place in a `Dictionary`. */
export function requireKey(cx: Context, key: Expr['type'], node: { readonly span: Expr['span'] }): void {
  if (
    key.kind === 'optional' ||
    key.kind === 'none' ||
    (key.kind === 'union' && key.members.some((m) => m.kind === 'none'))
  )
    cx.refuse(
      'unsupported-type',
      node.span,
      'A dictionary of C# holds no None as a key.',
      'Use another key.',
    );
}
