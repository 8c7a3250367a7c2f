import { type Expr, walk } from '../../language';

/** Number of nodes of an expression. */
export function nodesOf(expr: Expr): number {
  let count = 0;
  walk(expr, () => {
    count++;
  });
  return count;
}

/** True when evaluating `expr` certainly evaluates this variable before anything else that can raise. */
export function startsWith(expr: Expr, id: number): boolean {
  switch (expr.kind) {
    case 'var':
      return expr.binding.id === id;
    case 'op': {
      const first = expr.args.find((arg) => arg.kind !== 'const');
      return first !== undefined && startsWith(first, id);
    }
    case 'if':
      return startsWith(expr.test, id);
    case 'logic':
      return startsWith(expr.left, id);
    case 'convert':
      return startsWith(expr.value, id);
    case 'let':
      return startsWith(expr.value, id);
    default:
      return false;
  }
}
