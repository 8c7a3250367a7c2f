import { type GoExpr, name, type Stmt } from './syntax';

/**
 * Go refuses variables that nobody reads. Declarations of such variables lose their name; where the value may matter,
 * it is still computed.
 */
export function withoutUnused(body: readonly Stmt[]): Stmt[] {
  const read = new Set<string>();
  for (const stmt of body) readsOf(stmt, read);
  return rewriteAll(body, read);
}

function readsOf(stmt: Stmt, read: Set<string>): void {
  switch (stmt.kind) {
    case 'assign':
      for (const target of stmt.targets) if (target.kind !== 'name') readsOfExpr(target, read);
      for (const value of stmt.values) readsOfExpr(value, read);
      return;
    case 'expr':
      readsOfExpr(stmt.value, read);
      return;
    case 'if':
      readsOfExpr(stmt.test, read);
      for (const inner of [...stmt.then, ...stmt.otherwise]) readsOf(inner, read);
      return;
    case 'for':
      if (stmt.init !== null) readsOf(stmt.init, read);
      if (stmt.test !== null) readsOfExpr(stmt.test, read);
      if (stmt.post !== null) readsOf(stmt.post, read);
      for (const inner of stmt.body) readsOf(inner, read);
      return;
    case 'range':
      readsOfExpr(stmt.source, read);
      for (const inner of stmt.body) readsOf(inner, read);
      return;
    case 'return':
      if (stmt.value !== null) readsOfExpr(stmt.value, read);
      return;
    case 'go':
    case 'defer':
      readsOfExpr(stmt.call, read);
      return;
    case 'var':
    case 'step':
    case 'break':
  }
}

function readsOfExpr(expr: GoExpr, read: Set<string>): void {
  switch (expr.kind) {
    case 'name':
      read.add(expr.name);
      return;
    case 'literal':
      return;
    case 'unary':
      readsOfExpr(expr.operand, read);
      return;
    case 'binary':
      readsOfExpr(expr.left, read);
      readsOfExpr(expr.right, read);
      return;
    case 'call':
      readsOfExpr(expr.fn, read);
      for (const arg of expr.args) readsOfExpr(arg, read);
      return;
    case 'index':
      readsOfExpr(expr.of, read);
      readsOfExpr(expr.index, read);
      return;
    case 'slice':
      for (const part of [expr.of, expr.low, expr.high]) if (part !== null) readsOfExpr(part, read);
      return;
    case 'field':
      readsOfExpr(expr.of, read);
      return;
    case 'composite':
      for (const item of expr.items) {
        if (item.key !== undefined && item.key.kind !== 'name') readsOfExpr(item.key, read);
        readsOfExpr(item.value, read);
      }
      return;
    case 'function':
      for (const stmt of expr.body) readsOf(stmt, read);
  }
}

function rewriteAll(body: readonly Stmt[], read: ReadonlySet<string>): Stmt[] {
  return body.flatMap((stmt) => rewrite(stmt, read));
}

function rewrite(stmt: Stmt, read: ReadonlySet<string>): Stmt[] {
  switch (stmt.kind) {
    case 'assign': {
      if (stmt.op !== ':=') return [stmt];
      const targets = stmt.targets.map((target) =>
        target.kind === 'name' && !read.has(target.name) ? name('_') : target,
      );
      const anyLeft = targets.some((target) => target.kind === 'name' && target.name !== '_');
      return [{ ...stmt, targets, op: anyLeft ? ':=' : '=' }];
    }
    case 'var':
      return read.has(stmt.name)
        ? [stmt]
        : [stmt, { kind: 'assign', targets: [name('_')], op: '=', values: [name(stmt.name)] }];
    case 'if':
      return [{ ...stmt, then: rewriteAll(stmt.then, read), otherwise: rewriteAll(stmt.otherwise, read) }];
    case 'for':
      return [{ ...stmt, body: rewriteAll(stmt.body, read) }];
    case 'range': {
      const value = stmt.value !== null && read.has(stmt.value) ? stmt.value : null;
      const key = stmt.key !== null && read.has(stmt.key) ? stmt.key : null;
      return [{ ...stmt, key, value, body: rewriteAll(stmt.body, read) }];
    }
    default:
      return [stmt];
  }
}
