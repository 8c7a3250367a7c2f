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
  if (ast.kind === 'name') {
    const local = bound(scope, ast.name);
    return local && outcome && local.type.kind === 'optional'
      ? [[ast.name, narrow(local, local.type.of)]]
      : [];
  }
  if (ast.kind === 'compare' && ast.operands.length === 2) return narrowByNone(ast, scope, outcome);
  if (ast.kind === 'call' && ast.callee.kind === 'name' && ast.callee.name === 'isinstance')
    return narrowByInstance(ast.args[0], test, scope, outcome);
  return [];
}

/** What a name stands for, where it stands for something. */
function bound(scope: Scope, name: string): Expr | null {
  const local = scope.find(name);
  return local === undefined || local === 'unbound' ? null : local;
}

function narrowByNone(
  ast: Extract<Ast, { kind: 'compare' }>,
  scope: Scope,
  outcome: boolean,
): [string, Local][] {
  const [left, right] = ast.operands;
  const [operator] = ast.operators;
  if (left?.kind !== 'name' || right?.kind !== 'constant' || right.value !== null) return [];
  const local = bound(scope, left.name);
  const provesValue =
    ((operator === 'is not' || operator === '!=') && outcome) ||
    ((operator === 'is' || operator === '==') && !outcome);
  return local && provesValue && local.type.kind === 'optional'
    ? [[left.name, narrow(local, local.type.of)]]
    : [];
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
