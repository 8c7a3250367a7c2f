import type { Ast, FStringPart } from './ast';
import type { Span } from './diagnostic';
import { close, parseYield } from './parse-atom';
import { Cursor } from './parse-context';
import { parseExpression, parseOr } from './parse-expression';
import { decodeText } from './parse-strings';
import type { FStringPiece, FStringToken, StringToken, Token } from './tokens';

/** One or more adjacent string literals: str, bytes, or an f-string when any of them is one. */
export function parseStrings(cursor: Cursor): Ast {
  const tokens: (StringToken | FStringToken)[] = [];
  for (
    let token = cursor.peek();
    token.type === 'string' || token.type === 'fstring';
    token = cursor.peek()
  ) {
    tokens.push(token);
    cursor.next();
  }
  const span = { start: tokens[0]?.start ?? 0, end: cursor.previousEnd };
  return cursor.guard(
    () => span,
    () => joinLiterals(cursor, tokens, span),
    () => undefined,
  );
}

function joinLiterals(cursor: Cursor, tokens: readonly (StringToken | FStringToken)[], span: Span): Ast {
  const bytes = tokens.filter((token) => token.prefix.includes('b')).length;
  if (bytes > 0 && bytes < tokens.length) cursor.syntaxError(span, 'cannot mix bytes and nonbytes literals');
  const templates = tokens.filter((token) => token.prefix.includes('t')).length;
  if (templates > 0 && templates < tokens.length) {
    cursor.syntaxError(span, 'cannot mix t-string literals with string or bytes literals');
  }
  const parts = tokens.flatMap((token) => literalParts(cursor, token));
  if (templates > 0)
    return cursor.unsupported(span, 'Template strings are not supported.', 'Use an f-string.');
  if (tokens.some((token) => token.type === 'fstring')) {
    return { kind: 'fstring', parts: mergeTexts(parts), span };
  }
  const value = parts.map((part) => (part.kind === 'text' ? part.value : '')).join('');
  if (bytes === 0) return { kind: 'str', value, span };
  return { kind: 'bytes', value: Uint8Array.from(value, (char) => char.charCodeAt(0)), span };
}

function literalParts(cursor: Cursor, token: StringToken | FStringToken): FStringPart[] {
  const raw = token.prefix.includes('r');
  const bytes = token.prefix.includes('b');
  if (token.type === 'fstring') return token.parts.flatMap((piece) => fieldParts(cursor, piece, raw, false));
  return [{ kind: 'text', value: decodeText(cursor.parse.source, token.content, { raw, bytes }) }];
}

function fieldParts(cursor: Cursor, piece: FStringPiece, raw: boolean, inSpec: boolean): FStringPart[] {
  const { source } = cursor.parse;
  if (piece.kind === 'text') {
    const value = decodeText(source, piece.span, { raw, bytes: false });
    return [{ kind: 'text', value: inSpec ? value : value.replace(/\{\{|\}\}/g, (pair) => pair.charAt(0)) }];
  }
  const inside = new Cursor(cursor.parse, piece.tokens, true);
  if (inside.peek().type === 'end') {
    cursor.syntaxError(
      piece.span,
      `f-string: valid expression required before '${source.charAt(piece.expression.end)}'`,
    );
  }
  const value = inside.is('yield') ? parseYield(inside, null) : parseFieldValue(inside);
  const parts: FStringPart[] = [];
  const documented = inside.take('=');
  if (inside.peek().type !== 'end') inside.unexpected("expected '=', '!', ':' or '}'");
  if (documented) {
    if (piece.spec && !piece.conversion && comparesUnequal(piece.tokens)) {
      // CPython 3.14 repeats the source up to the `!` only.
      cursor.unsupported(piece.span, 'A field with `=`, `!=` and a format specification is not supported.');
    }
    parts.push({ kind: 'text', value: documentation(source, piece.expression, piece.comments) });
  }
  const spec = piece.spec?.flatMap((part) => fieldParts(cursor, part, raw, true)) ?? null;
  const conversion = piece.conversion ? conversionOf(inside, piece.conversion) : null;
  const byDefault = documented && !spec ? 'r' : null;
  parts.push({
    kind: 'field',
    value,
    conversion: conversion ?? byDefault,
    spec: spec && mergeTexts(spec),
    span: piece.span,
  });
  return parts;
}

/** Whether `!=` stands outside of brackets. */
function comparesUnequal(tokens: readonly Token[]): boolean {
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.type !== 'operator') continue;
    if (token.text === '!=') return true;
    index = token.match ?? index;
  }
  return false;
}

/** What `{expression = }` repeats: the source without comments, with the line ends that CPython reads. */
function documentation(source: string, { start, end }: Span, comments: readonly Span[]): string {
  const starts = [start, ...comments.map((comment) => comment.end)];
  const ends = [...comments.map((comment) => comment.start), end];
  const pieces = starts.map((from, index) => source.slice(from, ends[index]));
  return pieces.join('').replace(/\r\n?/g, '\n');
}

function conversionOf(cursor: Cursor, conversion: { text: string; span: Span }) {
  const { text, span } = conversion;
  if (text === 'r' || text === 's' || text === 'a') return text;
  if (text === '') return cursor.syntaxError(span, 'missing conversion character');
  return cursor.syntaxError(span, `invalid conversion character '${text}': expected 's', 'r', or 'a'`);
}

/** `star_expressions` up to the end of the field. */
function parseFieldValue(cursor: Cursor): Ast {
  const start = cursor.peek().start;
  const items: Ast[] = [];
  let comma = false;
  do {
    if (items.length > 0 && (cursor.peek().type === 'end' || cursor.is('='))) break;
    items.push(parseStarItem(cursor));
    comma = cursor.take(',');
  } while (comma);
  if (cursor.peek().type !== 'end' && !cursor.is('=')) close(cursor, '}');
  const only = items[0];
  if (only && items.length === 1 && !comma) {
    if (only.kind === 'starred') cursor.syntaxError(only.span, 'cannot use starred expression here');
    return only;
  }
  return { kind: 'tuple', items, span: { start, end: cursor.previousEnd } };
}

/** `star_expression`: an item of a tuple without brackets. */
export function parseStarItem(cursor: Cursor): Ast {
  const start = cursor.peek().start;
  if (!cursor.take('*')) return parseExpression(cursor);
  const value = parseOr(cursor);
  return { kind: 'starred', value, span: { start, end: cursor.previousEnd } };
}

function mergeTexts(parts: readonly FStringPart[]): FStringPart[] {
  const merged: FStringPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', value: last.value + part.value };
    } else if (part.kind === 'field' || part.value !== '') merged.push(part);
  }
  return merged;
}
