import type { Ast, ClauseAst, CompAst, TargetAst } from './ast';
import type { Span } from './diagnostic';
import { close, startsClauses } from './parse-atom';
import type { Cursor } from './parse-context';
import { checkBindable, nameOfConstruct, parseDisjunction, parseOr, parseStarred } from './parse-expression';

/**
 * The clauses after an element that is already read, and the closing bracket (`null`: none, the bracket belongs to
 * the call around a lone generator argument).
 */
export function parseComprehension(
  cursor: Cursor,
  of: CompAst['of'],
  element: Ast,
  value: Ast | null,
  start: number,
  closer: string | null,
): Ast {
  const { clauses, asynchronous } = parseClauses(cursor);
  if (closer !== null) close(cursor, closer);
  const span = { start, end: cursor.previousEnd };
  const first = clauses[0];
  const outside = first?.kind === 'for' ? first.source.span : span;
  cursor.parse.regions.push({ kind: of, span, outside, asynchronous });
  if (element.kind === 'starred') {
    cursor.syntaxError(element.span, 'iterable unpacking cannot be used in comprehension');
  }
  return { kind: 'comp', of, element, value, clauses, span };
}

function parseClauses(cursor: Cursor): { clauses: ClauseAst[]; asynchronous: Span | null } {
  let firstAsynchronous: Span | null = null;
  const clauses: ClauseAst[] = [];
  while (startsClauses(cursor)) {
    const start = cursor.peek().start;
    const asynchronous = cursor.take('async');
    cursor.next();
    const target = parseTarget(cursor);
    if (!cursor.take('in')) cursor.unexpected("expected 'in' after the target of 'for'");
    const source = parseDisjunction(cursor);
    const span = { start, end: cursor.previousEnd };
    clauses.push({ kind: 'for', target, source, span });
    if (asynchronous) firstAsynchronous ??= span;
    while (cursor.is('if')) {
      const from = cursor.next().start;
      const test = parseDisjunction(cursor);
      clauses.push({ kind: 'if', test, span: { start: from, end: cursor.previousEnd } });
    }
  }
  return { clauses, asynchronous: firstAsynchronous };
}

/** What stands between `for` and `in`: read as expressions, then turned into names. */
function parseTarget(cursor: Cursor): TargetAst {
  const start = cursor.peek().start;
  if (cursor.is('in')) cursor.unexpected("expected a name after 'for'");
  if (cursor.is('await')) cursor.syntaxError(cursor.peek(), 'cannot assign to await expression');
  const items: Ast[] = [];
  let comma = false;
  do {
    if (cursor.is('in')) break;
    items.push(cursor.is('*') ? parseStarred(cursor, 'or') : parseOr(cursor));
    comma = cursor.take(',');
  } while (comma);
  const only = items[0];
  if (only && items.length === 1 && !comma) return toTarget(cursor, only, false);
  return toTuple(cursor, items, { start, end: cursor.previousEnd });
}

function toTuple(cursor: Cursor, items: readonly Ast[], span: Ast['span']): TargetAst {
  const stars = items.filter((item) => item.kind === 'starred');
  if (stars[1]) cursor.syntaxError(stars[1].span, 'multiple starred expressions in assignment');
  return { kind: 'tuple', items: items.map((item) => toTarget(cursor, item, true)), span };
}

function toTarget(cursor: Cursor, ast: Ast, inTuple: boolean): TargetAst {
  const span = ast.span;
  switch (ast.kind) {
    case 'name':
      checkBindable(cursor, ast.name, span);
      return { kind: 'name', name: ast.name, span };
    case 'tuple':
    case 'list':
      return toTuple(cursor, ast.items, span);
    case 'starred': {
      if (!inTuple) cursor.syntaxError(span, 'starred assignment target must be in a list or tuple');
      const inner = toTarget(cursor, ast.value, false);
      if (inner.kind === 'name') return { kind: 'starred', name: inner.name, span };
      cursor.unsupported(span, 'A star can only collect into a name.');
      return inner;
    }
    case 'attribute':
    case 'subscript':
      cursor.unsupported(
        span,
        `A comprehension cannot assign to ${nameOfConstruct(ast)} here.`,
        'Use a plain name.',
      );
      return { kind: 'name', name: '_', span };
    case 'missing':
      return { kind: 'name', name: '_', span };
    default:
      return cursor.syntaxError(span, `cannot assign to ${nameOfConstruct(ast)}`);
  }
}
