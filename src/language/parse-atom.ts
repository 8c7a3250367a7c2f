import type { Ast } from './ast';
import type { Span } from './diagnostic';
import { parseComprehension } from './parse-comprehension';
import type { Cursor } from './parse-context';
import { parseExpression, parseItem, parseOr } from './parse-expression';
import { parseStrings } from './parse-literal';
import { numberValue } from './parse-numbers';
import { KEYWORDS, type PlainToken } from './tokens';

export function parseAtom(cursor: Cursor): Ast {
  const token = cursor.peek();
  const span = { start: token.start, end: token.end };
  switch (token.type) {
    case 'name':
      cursor.next();
      if (KEYWORDS.has(token.text)) {
        return cursor.unsupported(
          span,
          `A name that stands for the keyword '${token.text}' is not supported.`,
        );
      }
      return { kind: 'name', name: token.text, span };
    case 'number': {
      cursor.next();
      const value = numberValue(token.text);
      if (value === null) return cursor.unsupported(span, 'Complex numbers are not supported.');
      return { kind: 'number', value, span };
    }
    case 'string':
    case 'fstring':
      return parseStrings(cursor);
    case 'keyword':
      if (token.text === 'None' || token.text === 'True' || token.text === 'False') {
        cursor.next();
        return { kind: 'constant', value: token.text === 'None' ? null : token.text === 'True', span };
      }
      return cursor.unexpected('expected an expression');
    case 'operator':
      if (token.text === '(') return bracket(cursor, token, parseParenthesis);
      if (token.text === '[') return bracket(cursor, token, parseList);
      if (token.text === '{') return bracket(cursor, token, parseBrace);
      if (token.text === '...') {
        cursor.next();
        return cursor.unsupported(span, 'Ellipsis (`...`) is not supported.');
      }
      return cursor.unexpected('expected an expression');
    default:
      return cursor.unexpected('expected an expression');
  }
}

/** Reads a bracket; a fault inside costs only the bracket. */
export function bracket(cursor: Cursor, open: PlainToken, read: (cursor: Cursor, start: number) => Ast): Ast {
  return cursor.guard(
    () => ({ start: open.start, end: cursor.previousEnd }),
    () => {
      cursor.next();
      return read(cursor, open.start);
    },
    () => cursor.skipPast(open),
  );
}

function parseParenthesis(cursor: Cursor, start: number): Ast {
  if (cursor.take(')')) return { kind: 'tuple', items: [], span: { start, end: cursor.previousEnd } };
  if (cursor.is('yield')) return parseYield(cursor, ')');
  const first = parseItem(cursor);
  if (startsClauses(cursor)) return parseComprehension(cursor, 'generator', first, null, start, ')');
  if (cursor.is(',')) {
    const items = parseItems(cursor, first, ')');
    return { kind: 'tuple', items, span: { start, end: cursor.previousEnd } };
  }
  close(cursor, ')');
  if (first.kind === 'starred') cursor.syntaxError(first.span, 'cannot use starred expression here');
  return first;
}

function parseList(cursor: Cursor, start: number): Ast {
  if (cursor.take(']')) return { kind: 'list', items: [], span: { start, end: cursor.previousEnd } };
  const first = parseItem(cursor);
  if (startsClauses(cursor)) return parseComprehension(cursor, 'list', first, null, start, ']');
  const items = parseItems(cursor, first, ']');
  return { kind: 'list', items, span: { start, end: cursor.previousEnd } };
}

function parseBrace(cursor: Cursor, start: number): Ast {
  if (cursor.take('}')) return { kind: 'dict', entries: [], span: { start, end: cursor.previousEnd } };
  if (cursor.is('**')) return parseDict(cursor, start, parseEntry(cursor));
  const from = cursor.peek().start;
  const first = parseItem(cursor);
  const bareWalrus = first.kind === 'walrus' && first.span.start === from;
  if (cursor.is(':') && first.kind !== 'starred' && !bareWalrus) {
    return parseDict(cursor, start, entryAfter(cursor, first));
  }
  if (startsClauses(cursor)) return parseComprehension(cursor, 'set', first, null, start, '}');
  const items = parseItems(cursor, first, '}');
  return { kind: 'set', items, span: { start, end: cursor.previousEnd } };
}

type Entry = { readonly key: Ast | null; readonly value: Ast };

function parseEntry(cursor: Cursor): Entry {
  if (cursor.take('**')) return { key: null, value: parseOr(cursor) };
  const key = parseExpression(cursor);
  return entryAfter(cursor, key);
}

function entryAfter(cursor: Cursor, key: Ast): Entry {
  if (!cursor.take(':')) cursor.unexpected("expected ':' after dictionary key");
  if (cursor.is('*'))
    cursor.syntaxError(cursor.peek(), 'cannot use a starred expression in a dictionary value');
  if (cursor.is('}') || cursor.is(','))
    cursor.syntaxError(cursor.peek(), "expression expected after dictionary key and ':'");
  return { key, value: parseExpression(cursor) };
}

function parseDict(cursor: Cursor, start: number, first: Entry): Ast {
  if (startsClauses(cursor)) {
    if (first.key) return parseComprehension(cursor, 'dict', first.key, first.value, start, '}');
    cursor.syntaxError(first.value.span, 'dict unpacking cannot be used in dict comprehension');
  }
  const entries = [first];
  while (!cursor.is('}')) {
    if (!cursor.take(',')) close(cursor, '}');
    if (!cursor.is('}')) entries.push(parseEntry(cursor));
  }
  close(cursor, '}');
  return { kind: 'dict', entries, span: { start, end: cursor.previousEnd } };
}

/** The items after the first one, and the closing bracket. */
function parseItems(cursor: Cursor, first: Ast, closer: ')' | ']' | '}'): Ast[] {
  const items = [first];
  while (cursor.take(',')) {
    if (cursor.is(closer)) break;
    items.push(parseItem(cursor));
  }
  close(cursor, closer);
  return items;
}

export function startsClauses(cursor: Cursor): boolean {
  return cursor.is('for') || (cursor.is('async') && cursor.is('for', 1));
}

export function close(cursor: Cursor, closer: string): void {
  if (cursor.take(closer)) return;
  const token = cursor.peek();
  if (cursor.is('=')) {
    cursor.syntaxError(token, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  if (cursor.startsOperand()) cursor.syntaxError(token, 'invalid syntax. Perhaps you forgot a comma?');
  cursor.unexpected(`expected ',' or '${closer}'`);
}

/** `yield` and its value up to `closer`. */
export function parseYield(cursor: Cursor, closer: string | null): Ast {
  const token: Span = cursor.next();
  if (cursor.take('from')) parseExpression(cursor);
  else if (
    !(closer !== null && cursor.is(closer)) &&
    cursor.peek().type !== 'end' &&
    cursor.peek().type !== 'newline'
  ) {
    for (;;) {
      if (cursor.is('*')) {
        cursor.next();
        parseOr(cursor);
      } else parseExpression(cursor);
      if (!cursor.take(',') || (closer !== null && cursor.is(closer))) break;
    }
  }
  const end = cursor.previousEnd;
  if (closer !== null) close(cursor, closer);
  cursor.parse.suspensions.push({ kind: 'yield', span: { start: token.start, end: token.end } });
  return { kind: 'missing', span: { start: token.start, end } };
}
