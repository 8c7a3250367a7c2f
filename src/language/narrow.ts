import type { Ast } from './ast';
import { narrow } from './build';
import type { Local, Scope } from './context';
import type { Expr } from './ir';
import type { Type } from './types';

/**
 * Names whose type a test makes more precise where it came out `outcome`: `x is not None`, `isinstance(x, T)`, the
 * truth of an optional, and conjunctions of these.
 */
export function narrowings(ast: Ast, test: Expr, scope: Scope, outcome: boolean): [string, Local][] {
  if (ast.kind === 'boolean' && test.kind === 'logic') {
    const conclusive = ast.op === 'and' ? outcome : !outcome;
    if (!conclusive) return [];
    return [
      ...narrowings(ast.left, test.left, scope, outcome),
      ...narrowings(ast.right, test.right, scope, outcome),
    ];
  }
  if (ast.kind === 'unary' && ast.op === 'not' && test.kind === 'op' && test.args[0])
    return narrowings(ast.value, test.args[0], scope, !outcome);
  if (ast.kind === 'name' || ast.kind === 'attribute') return outcome ? proveValue(ast, test, scope) : [];
  if (ast.kind === 'compare' && ast.operands.length === 2) return narrowByNone(ast, test, scope, outcome);
  if (ast.kind === 'call' && ast.callee.kind === 'name' && ast.callee.name === 'isinstance')
    return narrowByInstance(ast.args[0], test, scope, outcome);
  return [];
}

/** What a name stands for, where it stands for something. */
function bound(scope: Scope, name: string): Expr | null {
  const local = scope.find(name);
  return local === undefined || local === 'unbound' ? null : local;
}

/** A name, or a field of one, that is certainly not None. */
function proveValue(ast: Ast, test: Expr, scope: Scope): [string, Local][] {
  if (ast.kind === 'name') {
    const local = bound(scope, ast.name);
    return local?.type.kind === 'optional' ? [[ast.name, narrow(local, local.type.of)]] : [];
  }
  if (ast.kind !== 'attribute' || ast.value.kind !== 'name') return [];
  const field = test.kind === 'op' && test.op !== 'record.get' ? test.args[0] : test;
  const isField = field?.kind === 'op' && field.op === 'record.get' && field.type.kind === 'optional';
  return isField && field.type.kind === 'optional'
    ? [[`${ast.value.name}.${ast.name}`, narrow(field, field.type.of)]]
    : [];
}

function narrowByNone(
  ast: Extract<Ast, { kind: 'compare' }>,
  test: Expr,
  scope: Scope,
  outcome: boolean,
): [string, Local][] {
  const [left, right] = ast.operands;
  const [operator] = ast.operators;
  if (!left || right?.kind !== 'constant' || right.value !== null) return [];
  const proves =
    ((operator === 'is not' || operator === '!=') && outcome) ||
    ((operator === 'is' || operator === '==') && !outcome);
  return proves ? proveValue(left, test, scope) : [];
}

function narrowByInstance(
  argument: Ast | undefined,
  test: Expr,
  scope: Scope,
  outcome: boolean,
): [string, Local][] {
  if (argument?.kind !== 'name' || test.kind !== 'op' || test.op !== 'isinstance') return [];
  const local = bound(scope, argument.name);
  const kinds = test.options?.kinds ?? [];
  if (!local || (local.type.kind !== 'union' && local.type.kind !== 'optional')) return [];
  const members: readonly Type[] =
    local.type.kind === 'union' ? local.type.members : [local.type.of, { kind: 'none' }];
  const kept = members.filter((m) => kinds.includes(m.kind) === outcome);
  const [only] = kept;
  return kept.length === 1 && only ? [[argument.name, narrow(local, only)]] : [];
}
