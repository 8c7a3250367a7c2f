import type { Expr, Interval, Op, Type } from '../../language';
import { contains, NON_NEGATIVE } from '../../language';
import { asBig } from './convert';
import type { Emitter } from './emitter';
import type { GoExpr, Stmt } from './syntax';

/** The emitted arguments of an operation, with their types. */
export interface Argument {
  readonly value: GoExpr;
  readonly type: Type;
  readonly node: Expr;
}

/** Emits all arguments from left to right. */
export function argumentsOf(g: Emitter, node: Op, block: Stmt[]): Argument[] {
  const values = g.values(node.args, block);
  return node.args.flatMap((arg, i) => {
    const value = values[i];
    return value === undefined ? [] : [{ value, type: arg.type, node: arg }];
  });
}

/** Emits the arguments of an operation that takes at least one. */
export function oneArgument(g: Emitter, node: Op, block: Stmt[]): Argument {
  const [first] = argumentsOf(g, node, block);
  return first ?? g.refuse('unsupported-operation', node.span, `\`${node.op}\` needs an argument.`);
}

/** Emits the arguments of an operation that takes at least two. */
export function twoArguments(g: Emitter, node: Op, block: Stmt[]): [Argument, Argument] {
  const [first, second] = argumentsOf(g, node, block);
  if (first === undefined || second === undefined)
    return g.refuse('unsupported-operation', node.span, `\`${node.op}\` needs two arguments.`);
  return [first, second];
}

export function rangeOfType(type: Type): Interval | null {
  return type.kind === 'int' ? type.range : null;
}

/** True when an int is proved ≥ 0. */
export function neverNegative(type: Type): boolean {
  const range = rangeOfType(type);
  return range !== null && contains(NON_NEGATIVE, range);
}

/** True when an int is proved > 0. */
export function alwaysPositive(type: Type): boolean {
  const range = rangeOfType(type);
  return range !== null && range.min !== null && range.min > 0n;
}

export function bigArgument(g: Emitter, argument: Argument): GoExpr {
  return asBig(g, argument.value, argument.type);
}

/** An int as a machine integer; one beyond 64 bits becomes the nearest end. For places, widths and counts. */
export function clamped(g: Emitter, argument: Argument): GoExpr {
  return g.types.isBig(argument.type) ? g.totalHelp('clampToInt', argument.value) : argument.value;
}
