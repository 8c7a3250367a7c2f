import { mayRaise } from './analysis';
import type { Clause, Expr, Pattern } from './ir';
import { readBindings, rewrite } from './walk';

/** Drops what nobody reads: names in patterns become `ignore`, harmless `let`s disappear. */
export function pruneUnread(body: Expr): Expr {
  const read = readBindings(body);
  const pruned = rewrite(body, (node) => {
    if (node.kind === 'let' && !read.has(node.binding.id) && !mayRaise(node.value)) return node.body;
    if (node.kind !== 'comp') return node;
    const clauses = node.clauses.flatMap((clause) => pruneClause(clause, read));
    return { ...node, clauses };
  });
  return readBindings(pruned).size < read.size ? pruneUnread(pruned) : pruned;
}

function pruneClause(clause: Clause, read: ReadonlySet<number>): readonly Clause[] {
  if (clause.kind === 'for') return [{ ...clause, pattern: prunePattern(clause.pattern, read) }];
  if (clause.kind === 'let' && !read.has(clause.binding.id) && !mayRaise(clause.value)) return [];
  return [clause];
}

function prunePattern(pattern: Pattern, read: ReadonlySet<number>): Pattern {
  if (pattern.kind === 'name') return read.has(pattern.binding.id) ? pattern : { kind: 'ignore' };
  if (pattern.kind === 'ignore') return pattern;
  const items = pattern.items.map((item) => prunePattern(item, read));
  return items.every((item) => item.kind === 'ignore') ? { kind: 'ignore' } : { kind: 'tuple', items };
}
