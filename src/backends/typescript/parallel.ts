import {
  type Comp,
  type Expr,
  type InputSpec,
  int,
  type Op,
  type Program,
  some,
  type Type,
} from '../../language';
import { type Chunks, chunksOf } from '../chunks';
import { code, type Fragment } from '../text';
import { Block } from './block';
import type { Context } from './context';
import { typed } from './erase';
import { asNumber } from './operations-int';
import { nth } from './operations-table';
import { binary, call, member, type Printed, simple } from './print';
import { isPlainKey } from './types';

/** How the runner finds its way: in the emission's layout. */
export interface ParallelLayout {
  readonly workers: number;
  /** Which of the program's inputs `size` and `chunk` take, by position. */
  readonly sizeInputs: readonly number[];
  readonly chunkInputs: readonly number[];
  readonly decisive: boolean | null;
}

/** True for values that arrive in another worker as they left. */
function clones(type: Type): boolean {
  if (type.kind === 'union') return false;
  if (type.kind === 'set') return isPlainKey(type.element);
  return type.kind !== 'dict' || isPlainKey(type.key);
}

/** The chunks of a program, or the reason why it stays on one thread. */
export const chunksFor = (cx: Context, program: Program): Chunks | string =>
  chunksOf(program, {
    freshId: () => cx.freshId(),
    splits: ({ range }) => !cx.isBig(int(range)),
    travels: clones,
  });

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
