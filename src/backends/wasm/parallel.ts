import { type Expr, int, interval, op, type Program, type Type } from '../../language';
import { type Chunks, chunksOf } from '../chunks';
import type { Emitter } from './emitter';
import { read, unique } from './function';
import type { ParallelLayout } from './layout';
import type { ModuleBuilder } from './module';
import { addResult } from './result';
import { itemSize, type Shape, slotsOf } from './shape';
import type { Value } from './wat';

export interface Param {
  readonly name: string;
  readonly type: Value['type'];
}

/** Rounds of the outermost loop. */
const ROUNDS = int(interval(0, 2 ** 31));

/** Lists of scalars travel as bytes; what holds an address means nothing in another worker's memory. */
function travels(type: Type): boolean {
  return ['int', 'float', 'bool', 'none', 'tuple', 'optional', 'list', 'sequence'].includes(type.kind);
}

const isFlat = (type: Type): boolean =>
  type.kind === 'tuple'
    ? type.items.every(isFlat)
    : type.kind === 'optional'
      ? isFlat(type.of)
      : type.kind !== 'list' && type.kind !== 'sequence';

/** The chunks of a program, or the reason why it stays on one thread. */
export function chunksFor(program: Program): Chunks | string {
  let id = -1;
  const chunks = chunksOf(program, { freshId: () => id--, splits: () => true, travels });
  if (typeof chunks === 'string') return chunks;
  const { type } = program.body;
  const element = type.kind === 'list' || type.kind === 'sequence' ? type.element : type;
  return isFlat(element) ? chunks : 'Only numbers and rows of numbers travel between workers.';
}

/** `size`, the rounds of the outermost loop; `chunk`, some of them; and `main`, which runs them all. */
export function addChunks(
  writer: (name: string, own: readonly Param[]) => Emitter,
  chunks: Chunks,
  { body }: Program,
  params: readonly Param[],
  shape: Shape,
  module: ModuleBuilder,
): void {
  const own = (name: string): Param => ({
    name: unique(name, (other) => params.some((p) => p.name === other)),
    type: 'i64',
  });
  const [from, to] = [own('from'), own('to')];
  const args = params.map((p) => read(p.name, p.type).text).join(' ');
  const main = writer('main', []);
  const whole = `(call $chunk (i64.const 0) (call $size ${args}) ${args})`;
  const returned = slotsOf(shape).length === 1 ? (slotsOf(shape)[0] ?? 'i32') : 'i32';
  const result = { type: returned, text: whole, stable: false };
  module.addFunction('main', main.fn.finish('main', returned, [result]));
  const size = writer('size', []);
  const rounds = size.expr(op(body.span, 'len', ROUNDS, [outermost(body)]));
  module.addFunction('size', size.fn.finish('size', 'i64', rounds));
  const chunk = writer('chunk', [from, to]);
  chunk.bindTo(chunks.from.id, [read(from.name, 'i64')]);
  chunk.bindTo(chunks.to.id, [read(to.name, 'i64')]);
  addResult(chunk, 'chunk', chunks.chunk, shape);
}

/** The source of the outermost loop. */
function outermost(body: Expr): Expr {
  const first = body.kind === 'comp' ? body.clauses[0] : undefined;
  if (first?.kind !== 'for') throw new TypeError('a comprehension begins with a loop');
  return first.source;
}

/** How the runner puts the parts together. */
export function parallelLayout(
  body: Expr,
  chunks: Chunks,
  shape: Shape,
  workers: number,
  unsafe: boolean,
): ParallelLayout {
  const kind = body.kind === 'comp' ? body.collector.kind : 'list';
  const combine = kind === 'sum' || kind === 'prod' || kind === 'any' || kind === 'all' ? kind : 'list';
  return {
    workers: Math.floor(workers),
    combine,
    decisive: chunks.decisive,
    itemSize: combine === 'list' ? itemSize(shape) : 0,
    wraps: unsafe,
  };
}
