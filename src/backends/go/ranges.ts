import { add, contains, INT64, type Op, type Type } from '../../language';
import type { Emitter } from './emitter';
import { nameFor, single } from './patterns';
import { counted, inLoop, type Source, sliceSource } from './sources';
import { binary, define, type GoExpr, integer, isSimple, isStable, name, type Stmt } from './syntax';

interface RangeArguments {
  readonly start: GoExpr;
  readonly stop: GoExpr;
  readonly step: GoExpr;
  /** The step where the text says it. */
  readonly known: bigint | null;
}

/** Evaluates the arguments of `range`. */
export function rangeArguments(g: Emitter, node: Op, block: Stmt[]): RangeArguments {
  const [startNode, stopNode, stepNode] = node.args;
  const types = node.args.map((arg) => arg.type);
  const stopType = stopNode?.type;
  const stepType = stepNode?.type;
  const fits =
    types.every((type) => type.kind === 'int' && !g.types.isBig(type)) &&
    stopType?.kind === 'int' &&
    stepType?.kind === 'int' &&
    (g.types.wrapping || contains(INT64, add(stopType.range, stepType.range)));
  if (!fits)
    return g.refuse(
      'may-overflow',
      node.span,
      'The ends of this range may lie beyond 64 bits.',
      'Narrow the range.',
    );
  const [start, stop, step] = g.values(node.args, block);
  if (start === undefined || stop === undefined || step === undefined || startNode === undefined)
    return g.refuse('unsupported-operation', node.span, 'A range needs three arguments.');
  const known = stepNode?.kind === 'const' && typeof stepNode.value === 'bigint' ? stepNode.value : null;
  return { start, stop, step, known };
}

/** True for names, constants and lengths. */
function isFree(value: GoExpr): boolean {
  const [only] = value.kind === 'call' ? value.args : [];
  const length = value.kind === 'call' && value.fn.kind === 'name' && value.fn.name === 'len';
  return isSimple(value) || (length && only !== undefined && isSimple(only));
}

/** Evaluates a `range` as the source of a `for`. */
export function rangeSource(g: Emitter, node: Op, block: Stmt[]): Source {
  const { start, stop, step, known } = rangeArguments(g, node, block);
  const element: Type = node.type.kind === 'range' ? { kind: 'int', range: node.type.range } : node.type;
  const stepRange = node.args[2]?.type;
  const rises = stepRange?.kind === 'int' && stepRange.range.min !== null && stepRange.range.min > 0n;
  const falls = stepRange?.kind === 'int' && stepRange.range.max !== null && stepRange.range.max < 0n;
  if (!rises && !falls)
    return sliceSource(g, g.keep(block, 'numbers', g.help('rangeOf', start, stop, step)), element);
  // The loop asks for its end every time: only what is free to compute may stay there.
  const end =
    isFree(stop) || (stop.kind === 'binary' && isStable(stop) && isFree(stop.left) && isFree(stop.right))
      ? stop
      : g.keep(block, 'stop', stop);
  const by = known === null ? g.keep(block, 'step', step) : step;
  const first = isStable(start) ? start : g.keep(block, 'start', start);
  const stopType = node.args[1]?.type;
  const fromZero = first.kind === 'literal' && first.text === '0' && known === 1n;
  const neverNegative = stopType?.kind === 'int' && stopType.range.min !== null && stopType.range.min >= 0n;
  return {
    size: fromZero && neverNegative ? end : null,
    loop(target, pattern, counter, body) {
      const variable = nameFor(g, pattern, 'i') ?? g.names.fresh('i');
      counted(target, counter, (count) => {
        const { loop, body: inner } = inLoop(g, (_, statements) => {
          body(statements, single(name(variable), element));
          count(statements);
        });
        const post: Stmt =
          known === 1n || known === -1n
            ? { kind: 'step', target: name(variable), op: known === 1n ? '++' : '--' }
            : known !== null && known < 0n
              ? { kind: 'assign', targets: [name(variable)], op: '-=', values: [integer(-known)] }
              : { kind: 'assign', targets: [name(variable)], op: '+=', values: [by] };
        const test = binary(rises ? '<' : '>', name(variable), end);
        target.push({ kind: 'for', init: define(variable, first), test, post, body: inner, loop });
      });
    },
  };
}
