import {
  type Binding,
  type Clause,
  type Comp,
  constant,
  type Expr,
  type InputSpec,
  int,
  interval,
  mayRaise,
  type Op,
  op,
  type Program,
  some,
  someType,
  type Type,
  variable,
} from '../../language';
import { code, type Fragment } from '../text';
import { Block } from './block';
import type { Context } from './context';
import { typed } from './erase';
import { asNumber } from './operations-int';
import { nth } from './operations-table';
import { binary, call, member, type Printed, simple } from './print';
import { isPlainKey } from './types';

/**
 * A comprehension on several workers: each runs the outermost loop over a part of its rounds, and the parts are put
 * together in order. Of several exceptions the first in order counts, as if there was one thread.
 */
export interface Chunks {
  /** The comprehension over the rounds `from` … `to`. */
  readonly chunk: Comp;
  readonly from: Binding;
  readonly to: Binding;
  /** For `any` and `all`: the part that decides, whatever comes after it. */
  readonly decisive: boolean | null;
}

/** How the runner finds its way: in the emission's layout. */
export interface ParallelLayout {
  readonly workers: number;
  /** Which of the program's inputs `size` and `chunk` take, by position. */
  readonly sizeInputs: readonly number[];
  readonly chunkInputs: readonly number[];
  readonly decisive: boolean | null;
}

const ROUNDS = int(interval(0, 2 ** 31));

/** The chunks of a program, or the reason why it stays on one thread. */
export function chunksOf(cx: Context, program: Program): Chunks | string {
  const { body } = program;
  if (body.kind !== 'comp') return 'Only a comprehension as a whole is split.';
  const [first, ...rest] = body.clauses;
  const reason = obstacle(program, body);
  if (reason !== null) return reason;
  if (first?.kind !== 'for') return 'There is no loop to split.';
  const from: Binding = { id: cx.freshId(), name: 'from', type: ROUNDS };
  const to: Binding = { id: cx.freshId(), name: 'to', type: ROUNDS };
  const source = part(cx, first.source, from, to);
  if (source === null) return 'Only ranges and lists of the input are split.';
  const clauses: readonly Clause[] = [{ ...first, source }, ...rest];
  const { kind } = body.collector;
  return {
    chunk: { ...body, clauses },
    from,
    to,
    decisive: kind === 'any' ? true : kind === 'all' ? false : null,
  };
}

function obstacle(program: Program, comp: Comp): string | null {
  const { collector } = comp;
  if (program.variables.length > 0) return 'An assignment makes one round depend on another.';
  if (
    collector.kind === 'min' ||
    collector.kind === 'max' ||
    collector.kind === 'first' ||
    collector.kind === 'generator' ||
    collector.kind === 'join'
  )
    return 'This result is not put together from parts.';
  if ((collector.kind === 'sum' || collector.kind === 'prod') && collector.start !== null)
    return 'A start value belongs to the whole sum.';
  if (comp.type.kind === 'float') return 'A float reduction keeps its order.';
  if (!someType(comp.type, (type) => !clones(type))) return null;
  return 'Values of this type do not travel between workers.';
}

/** True for values that arrive in another worker as they left. */
function clones(type: Type): boolean {
  if (type.kind === 'union') return false;
  if (type.kind === 'set') return isPlainKey(type.element);
  return type.kind !== 'dict' || isPlainKey(type.key);
}

/** The source between two rounds. */
function part(cx: Context, source: Expr, from: Binding, to: Binding): Expr | null {
  const { span } = source;
  const [low, high] = [variable(span, from), variable(span, to)];
  if (source.kind === 'input' && source.type.kind === 'list') {
    return op(span, 'slice', source.type, [source, low, high, constant(span, null)]);
  }
  if (source.kind !== 'op' || source.op !== 'range' || source.args.some(mayRaise)) return null;
  if (source.type.kind !== 'range' || cx.isBig(int(source.type.range))) return null;
  const [start, , step] = [nth(source.args, 0), nth(source.args, 1), nth(source.args, 2)];
  if (step.kind !== 'const') return null;
  return { ...source, args: [moved(start, step, low), moved(start, step, high), step] };
}

/** `start + step * rounds` */
function moved(start: Expr, step: Expr, rounds: Expr): Expr {
  const { span } = start;
  const isConst = (expr: Expr, value: bigint): boolean => expr.kind === 'const' && expr.value === value;
  const type = int(interval(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER));
  const way = isConst(step, 1n) ? rounds : op(span, 'int.mul', type, [step, rounds]);
  return isConst(start, 0n) ? way : op(span, 'int.add', type, [start, way]);
}

/** `size`, `chunk` and `combine` beside the program. */
export function printChunks(
  cx: Context,
  comp: Comp,
  chunks: Chunks,
  inputs: readonly InputSpec[],
  printBody: (out: Block) => void,
): { readonly program: Block; readonly others: Fragment } {
  const result = cx.typeText(comp.type);
  const sizeInputs = inputs.filter(({ name }) => readsInput(sizeSource(comp), name));
  const chunkInputs = inputs.filter(({ name }) => readsInput(chunks.chunk, name));
  const names = (specs: readonly InputSpec[]): string[] => specs.map(({ name }) => cx.inputName(name));
  const parameters = (specs: readonly InputSpec[]): string[] =>
    specs.map(({ name, type }) => `${cx.inputName(name)}${cx.annotation(type)}`);
  const program = new Block();
  const size = `size(${names(sizeInputs).join(', ')})`;
  program.add(`return combine([chunk(${['0', size, ...names(chunkInputs)].join(', ')})]);`);
  const declare = (head: string, comment: string, fill: (out: Block) => void): Block => {
    const out = new Block();
    const inner = new Block();
    fill(inner);
    out.add('');
    out.add(`/** ${comment} */`);
    out.nest({ head: code`${typed('export ')}function ${head} {`, body: inner });
    return out;
  };
  const bounds = [chunks.from, chunks.to].map((b) => `${cx.nameOf(b)}${typed(': number')}`);
  const others = new Block();
  others.append(
    declare(
      `size(${parameters(sizeInputs).join(', ')})${typed(': number')}`,
      'How many rounds the outermost loop has.',
      (out) => {
        out.add(code`return ${sizeOf(cx, comp, out).code};`);
      },
    ),
  );
  others.append(
    declare(
      `chunk(${[...bounds, ...parameters(chunkInputs)].join(', ')})${typed(`: ${result}`)}`,
      "Some of these rounds: one worker's part.",
      printBody,
    ),
  );
  others.append(
    declare(
      `combine(parts${typed(`: ${arrayType(result)}`)})${typed(`: ${result}`)}`,
      'All parts, in order.',
      (out) => {
        out.add(code`return ${combined(cx, comp).code};`);
      },
    ),
  );
  return { program, others: others.render(0) };
}

/** The source of the outermost loop. */
const sizeSource = (comp: Comp): Expr => (comp.clauses[0]?.kind === 'for' ? comp.clauses[0].source : comp);

/** The positions of the inputs that `size` and `chunk` read. */
export function chunkInputs(
  comp: Comp,
  chunks: Chunks,
  inputs: readonly InputSpec[],
): Pick<ParallelLayout, 'sizeInputs' | 'chunkInputs'> {
  const positions = (expr: Expr): number[] =>
    inputs.flatMap(({ name }, i) => (readsInput(expr, name) ? [i] : []));
  return { sizeInputs: positions(sizeSource(comp)), chunkInputs: positions(chunks.chunk) };
}

const readsInput = (expr: Expr, name: string): boolean =>
  some(expr, (node) => node.kind === 'input' && node.name === name);

const arrayType = (type: string): string => (/[ |]/.test(type) ? `Array<${type}>` : `${type}[]`);

function sizeOf(cx: Context, comp: Comp, out: Block): Printed {
  const [first] = comp.clauses;
  if (first?.kind !== 'for') return simple('0');
  if (first.source.kind !== 'op') return member(cx.expression(first.source, out), 'length');
  return rangeSize(cx, first.source, out);
}

function rangeSize(cx: Context, range: Op, out: Block): Printed {
  const [start, stop, step] = cx
    .inOrder(range.args, out)
    .map((arg, i) => asNumber(cx, nth(range.args, i).type, arg));
  if (start === undefined || stop === undefined || step === undefined) return simple('0');
  if (step.code.text !== '1') return cx.help('rangeLength', start, stop, step);
  return call('Math.max', simple('0'), start.code.text === '0' ? stop : binary('-', stop, start));
}

function combined(cx: Context, comp: Comp): Printed {
  const { type } = comp;
  switch (comp.collector.kind) {
    case 'list':
    case 'sequence':
      return simple('parts.flat()');
    case 'any':
      return simple('parts.some((part) => part)');
    case 'all':
      return simple('parts.every((part) => part)');
    case 'sum':
      return simple(`parts.reduce((total, part) => total + part, ${cx.isBig(type) ? '0n' : '0'})`);
    case 'prod':
      return simple(`parts.reduce((product, part) => product * part, ${cx.isBig(type) ? '1n' : '1'})`);
    default: {
      const container = cx.typeText(type);
      const head = container.split('<', 1)[0] ?? '';
      return simple(
        code`new ${head}${typed(container.slice(head.length))}(parts.flatMap((part) => [...part]))`,
      );
    }
  }
}
