import type { Ast, CallAst, SliceAst } from './ast';
import { bracket, close, startsClauses } from './parse-atom';
import { parseComprehension } from './parse-comprehension';
import type { Cursor } from './parse-context';
import {
  checkBindable,
  nameOfConstruct,
  parseExpression,
  parseNamed,
  parseStarred,
  plainName,
} from './parse-expression';
import type { PlainToken } from './tokens';

/** The arguments of a call whose callee is read. */
export function parseCall(cursor: Cursor, callee: Ast, start: number): Ast {
  const open = cursor.peek();
  if (open.type === 'string' || open.type === 'fstring') return cursor.unexpected("expected '('");
  return whole(cursor, open, start, (inside) => {
    const { args, keywords } = parseArguments(inside, open.start);
    return { kind: 'call', callee, args, keywords, span: { start, end: inside.previousEnd } };
  });
}

/** Reads a trailer; when it is faulty, the whole primary counts as missing. */
function whole(cursor: Cursor, open: PlainToken, start: number, read: (cursor: Cursor) => Ast): Ast {
  const result = bracket(cursor, open, read);
  return result.kind === 'missing' ? { kind: 'missing', span: { start, end: cursor.previousEnd } } : result;
}

type Arguments = { args: Ast[]; keywords: CallAst['keywords'][number][] };

function parseArguments(cursor: Cursor, open: number): Arguments {
  const args: Ast[] = [];
  const keywords: CallAst['keywords'][number][] = [];
  const used = new Set<string>();
  let unpacked = false;
  while (!cursor.is(')')) {
    const start = cursor.peek().start;
    if (cursor.take('**')) {
      const value = parseExpression(cursor);
      keywords.push({ name: null, value, span: { start, end: cursor.previousEnd } });
      unpacked = true;
    } else if (cursor.is('*')) {
      const value = parseStarred(cursor, 'expression');
      if (unpacked) {
        cursor.syntaxError(value.span, 'iterable argument unpacking follows keyword argument unpacking');
      }
      args.push(value);
    } else {
      const value = parseNamed(cursor);
      if (cursor.is('=')) {
        keywords.push(parseKeyword(cursor, value, start, used));
      } else if (startsClauses(cursor)) {
        return parseLoneGenerator(cursor, value, args.length + keywords.length, open, start);
      } else {
        if (keywords.length > 0) {
          const after = unpacked ? 'keyword argument unpacking' : 'keyword argument';
          cursor.syntaxError(value.span, `positional argument follows ${after}`);
        }
        args.push(value);
      }
    }
    if (!cursor.take(',')) break;
  }
  close(cursor, ')');
  return { args, keywords };
}

function parseKeyword(
  cursor: Cursor,
  target: Ast,
  start: number,
  used: Set<string>,
): Arguments['keywords'][number] {
  const name = plainName(cursor, target, start);
  if (!name) {
    if (target.kind === 'constant')
      cursor.syntaxError(target.span, `cannot assign to ${nameOfConstruct(target)}`);
    cursor.syntaxError(target.span, 'expression cannot contain assignment, perhaps you meant "=="?');
  }
  cursor.next();
  if (cursor.is(',') || cursor.is(')')) cursor.unexpected('expected argument value expression');
  const value = parseExpression(cursor);
  const span = { start, end: cursor.previousEnd };
  if (startsClauses(cursor)) {
    cursor.syntaxError(span, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  if (used.has(name.name)) cursor.reportSyntax(span, `keyword argument repeated: ${name.name}`);
  used.add(name.name);
  checkBindable(cursor, name.name, name.span);
  return { name: name.name, value, span };
}

/** `f(x for x in xs)`: the brackets of the call are the generator's too, so it must be alone. */
function parseLoneGenerator(
  cursor: Cursor,
  element: Ast,
  before: number,
  open: number,
  start: number,
): Arguments {
  const generator = parseComprehension(cursor, 'generator', element, null, open, null);
  if (before > 0 || cursor.is(',')) {
    cursor.syntaxError({ start, end: cursor.previousEnd }, 'Generator expression must be parenthesized');
  }
  close(cursor, ')');
  return { args: [{ ...generator, span: { start: open, end: cursor.previousEnd } }], keywords: [] };
}

/** The index or slice behind a value. */
export function parseSubscript(cursor: Cursor, value: Ast, start: number): Ast {
  const open = cursor.peek();
  if (open.type === 'string' || open.type === 'fstring') return cursor.unexpected("expected '['");
  return whole(cursor, open, start, (inside) => {
    if (inside.is(']')) inside.unexpected('expected an index');
    const first = inside.peek();
    const items: (Ast | SliceAst)[] = [];
    let comma = false;
    do {
      if (inside.is(']')) break;
      items.push(inside.is('*') ? parseStarred(inside, 'or') : parseSlice(inside));
      comma = inside.take(',');
    } while (comma);
    const indexEnd = inside.previousEnd;
    close(inside, ']');
    const span = { start, end: inside.previousEnd };
    const only = items[0];
    if (only && items.length === 1 && !comma && only.kind !== 'starred') {
      return { kind: 'subscript', value, index: only, span };
    }
    const asts = items.filter((item) => item.kind !== 'slice');
    if (asts.length < items.length) {
      return inside.unsupported({ start: first.start, end: indexEnd }, 'A tuple of slices is not supported.');
    }
    const index: Ast = { kind: 'tuple', items: asts, span: { start: first.start, end: indexEnd } };
    return { kind: 'subscript', value, index, span };
  });
}

function parseSlice(cursor: Cursor): Ast | SliceAst {
  const start = cursor.peek().start;
  const first = cursor.is(':') ? null : parseNamed(cursor);
  if (!cursor.is(':')) return first ?? cursor.unexpected('expected an index');
  if (first?.kind === 'walrus' && first.span.start === start) cursor.unexpected("expected ']'");
  cursor.next();
  const part = () => (cursor.is(':') || cursor.is(']') || cursor.is(',') ? null : parseExpression(cursor));
  const stop = part();
  const step = cursor.take(':') ? part() : null;
  return { kind: 'slice', start: first, stop, step, span: { start, end: cursor.previousEnd } };
}
