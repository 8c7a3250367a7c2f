import {
  type Binding,
  type Clause,
  type Comp,
  constant,
  type Expr,
  int,
  interval,
  mayRaise,
  op,
  type Program,
  someType,
  type Type,
  variable,
} from '../language';

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

export interface Splitting {
  /** An id for a binding that the program doesn't have. */
  readonly freshId: () => number;
  /** Whether the ints of a range may be computed from a round. */
  readonly splits: (range: Type & { readonly kind: 'range' }) => boolean;
  /** Whether values of a type, taken without what they contain, arrive in another worker as they left. */
  readonly travels: (type: Type) => boolean;
}

const ROUNDS = int(interval(0, 2 ** 31));

/** The chunks of a program, or the reason why it stays on one thread. */
export function chunksOf(program: Program, splitting: Splitting): Chunks | string {
  const { body } = program;
  if (body.kind !== 'comp') return 'Only a comprehension as a whole is split.';
  const [first, ...rest] = body.clauses;
  const reason = obstacle(program, body, splitting);
  if (reason !== null) return reason;
  if (first?.kind !== 'for') return 'There is no loop to split.';
  const from: Binding = { id: splitting.freshId(), name: 'from', type: ROUNDS };
  const to: Binding = { id: splitting.freshId(), name: 'to', type: ROUNDS };
  const source = part(splitting, first.source, from, to);
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

function obstacle(program: Program, comp: Comp, { travels }: Splitting): string | null {
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
  if (!someType(comp.type, (type) => !travels(type))) return null;
  return 'Values of this type do not travel between workers.';
}

/** The source between two rounds. */
function part({ splits }: Splitting, source: Expr, from: Binding, to: Binding): Expr | null {
  const { span } = source;
  const [low, high] = [variable(span, from), variable(span, to)];
  if (source.kind === 'input' && source.type.kind === 'list') {
    return op(span, 'slice', source.type, [source, low, high, constant(span, null)]);
  }
  if (source.kind !== 'op' || source.op !== 'range' || source.args.some(mayRaise)) return null;
  const [start, , step] = source.args;
  if (source.type.kind !== 'range' || start === undefined || step?.kind !== 'const') return null;
  if (!splits(source.type)) return null;
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
