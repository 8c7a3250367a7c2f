import {
  type Comp,
  type Expr,
  type InputSpec,
  type Program,
  patternBindings,
  Refusal,
  some,
  type Type,
  walk,
} from '../../language';
import type { EmitResult, EmitSettings } from '../contract';
import { code, concat } from '../text';
import { Block } from './block';
import { returnTest, yieldAll } from './comprehensions';
import { Context } from './context';
import { settle, typed } from './erase';
import { declare, expression, inOrder } from './expressions';
import { HELPER_NAMES, helperCode } from './helpers';
import { chunkInputs, chunksFor, printChunks } from './parallel';
import { bare } from './print';
import { type Layout, shapeOf } from './shape';
import { requireSupported } from './types';

/** Prints a program as one exported function with the helpers it needs below. */
export function emit(program: Program, settings: EmitSettings): EmitResult {
  try {
    return { ok: true, emission: print(program, settings) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, diagnostics: [error.diagnostic] };
    throw error;
  }
}

function print(program: Program, settings: EmitSettings) {
  const cx = new Context(program, settings, { expression, inOrder }, joinsText(program.body), HELPER_NAMES);
  if (settings.parallel > 1) cx.names.reserve(['chunk', 'combine', 'size']);
  nameBindings(cx, program);
  walk(program.body, (node) => requireSupported(node.type, cx.representation, node.span));
  nameRows(cx, program);
  const chunks = settings.parallel > 1 ? chunksFor(cx, program) : null;
  if (typeof chunks === 'string') cx.note('not-parallel', program.body.span, chunks, 'info');
  const parameters = program.inputs
    .map((input) => `${cx.inputName(input.name)}${cx.annotation(input.type)}`)
    .join(', ');
  const isChunked = chunks !== null && typeof chunks === 'object' && program.body.kind === 'comp';
  const parts = isChunked
    ? printChunks(cx, program.body, chunks, program.inputs, (out) => void printBody(cx, chunks.chunk, out))
    : { ...printWhole(cx, program), others: '' };
  const generator = 'generator' in parts ? parts.generator : null;
  const result = generator === null ? cx.typeText(program.body.type) : `Generator<${cx.typeText(generator)}>`;
  const head = code`${typed('export ')}function${generator === null ? '' : '*'} program(${parameters})${typed(`: ${result}`)} {`;
  const main = new Block();
  main.nest({ head, body: parts.program });
  const interfaces = cx.representation.interfaces().map((text) => typed(`${text}\n`));
  const text = concat([
    ...interfaces,
    comment(program.source),
    main.render(0),
    parts.others,
    helperCode(cx.helpers),
  ]);
  const { code: finished, map, types } = settle(text);
  const layout: Layout = {
    types,
    result: shapeOf(program.body.type, cx.representation, generator !== null),
    inputs: program.inputs.map((input) => shapeOf(input.type, cx.representation, false)),
    parallel: isChunked
      ? {
          workers: Math.floor(settings.parallel),
          decisive: chunks.decisive,
          ...chunkInputs(program.body, chunks, program.inputs),
        }
      : null,
  };
  return {
    backend: 'typescript' as const,
    code: finished,
    map,
    notes: cx.notes,
    inputs: program.inputs as readonly InputSpec[],
    layout,
  };
}

/** The body of a program on one thread, and the element type when it is a generator function. */
function printWhole(
  cx: Context,
  program: Program,
): { readonly program: Block; readonly generator: Type | null } {
  const body = new Block();
  for (const variable of program.variables) {
    body.add(`let ${cx.nameOf(variable)}${typed(`!: ${cx.typeText(variable.type)}`)};`);
  }
  return { program: body, generator: printBody(cx, program.body, body) };
}

/** Prints the statements of the function; the element type when it is a generator function. */
function printBody(cx: Context, expr: Expr, out: Block): Type | null {
  if (expr.kind === 'comp' && expr.collector.kind === 'generator') {
    yieldAll(cx, expr, out);
    return expr.collector.element.type;
  }
  if (
    expr.kind === 'comp' &&
    (expr.collector.kind === 'any' || expr.collector.kind === 'all') &&
    !cx.pipeline
  ) {
    returnTest(cx, expr, out);
    return null;
  }
  if (expr.kind === 'let') {
    declare(cx, expr, out);
    return printBody(cx, expr.body, out);
  }
  const value = expression(cx, expr, out);
  if (expr.type.kind === 'iterator') {
    out.add(code`yield* ${value.code};`);
    return expr.type.element;
  }
  out.add(code`return ${bare(value)};`);
  return null;
}

/** The Python text above the function; nothing in it can end the comment. */
function comment(source: string): string {
  const safe = source
    .trim()
    .replaceAll('*/', '*\\/')
    .replace(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  const lines = safe.split('\n').map((line) => line.trimEnd());
  return lines.length === 1
    ? `/** Python: ${lines[0]} */\n`
    : `/**\n * Python:\n${lines.map((line) => ` *   ${line}`.trimEnd()).join('\n')}\n */\n`;
}

/** Rows of a table are an interface named after it: `OrdersRow`. */
function nameRows(cx: Context, program: Program): void {
  for (const { name, type } of program.inputs) {
    if (type.kind !== 'list' || type.element.kind !== 'record') continue;
    cx.representation.nameRecord(
      type.element,
      cx.names.fresh(`${name.charAt(0).toUpperCase()}${name.slice(1)}Row`),
    );
  }
}

/** Gives every variable of the program its name before helpers and temporaries take any. */
function nameBindings(cx: Context, program: Program): void {
  for (const input of program.inputs) cx.inputName(input.name);
  walk(program.body, (node) => {
    if (node.kind === 'let' || node.kind === 'assign') cx.nameOf(node.binding);
    if (node.kind === 'sorted' && node.key) cx.nameOf(node.key.parameter);
    if (node.kind === 'comp') nameClauses(cx, node);
  });
}

function nameClauses(cx: Context, comp: Comp): void {
  for (const clause of comp.clauses) {
    if (clause.kind === 'let') cx.nameOf(clause.binding);
    if (clause.kind === 'for') for (const binding of patternBindings(clause.pattern)) cx.nameOf(binding);
  }
  const { collector } = comp;
  if ((collector.kind === 'min' || collector.kind === 'max') && collector.key)
    cx.nameOf(collector.key.parameter);
}

const JOINING = new Set([
  'concat',
  'repeat',
  'str',
  'repr',
  'ascii',
  'format',
  'str.replace',
  'slice',
  'str.title',
  'str.encode',
]);

/** True where text is put together, so that halves of a surrogate pair could meet. */
function joinsText(body: Expr): boolean {
  return some(
    body,
    (node) =>
      (node.kind === 'op' && JOINING.has(node.op) && node.args.some((arg) => arg.type.kind === 'str')) ||
      (node.kind === 'comp' && node.collector.kind === 'join'),
  );
}
