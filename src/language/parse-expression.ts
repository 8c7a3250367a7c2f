import type { Ast, BinaryOperator, CompareOperator } from './ast';
import { parseAtom } from './parse-atom';
import { parseCall, parseSubscript } from './parse-call';
import type { Cursor } from './parse-context';
import { parseLambda } from './parse-lambda';
import { KEYWORDS } from './tokens';

/** Binary operators by binding strength, from `|` (0) to `*` (5); all group to the left. */
const LEVELS: Readonly<Record<string, number>> = {
  '|': 0,
  '^': 1,
  '&': 2,
  '<<': 3,
  '>>': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '//': 5,
  '%': 5,
  '@': 5,
};

/** `expression` of Python's grammar: everything but walrus, star and `yield`. */
export function parseExpression(cursor: Cursor): Ast {
  return cursor.nested(() => {
    if (cursor.is('lambda')) return parseLambda(cursor);
    const start = cursor.peek().start;
    const then = parseDisjunction(cursor);
    if (!cursor.take('if')) return then;
    const test = parseDisjunction(cursor);
    cursor.expect('else', "'else' after 'if' expression");
    const otherwise = parseExpression(cursor);
    return { kind: 'conditional', test, then, otherwise, span: { start, end: cursor.previousEnd } };
  });
}

/** `named_expression`: an expression, or `name := expression`. */
export function parseNamed(cursor: Cursor): Ast {
  const start = cursor.peek().start;
  const value = parseExpression(cursor);
  if (!cursor.is(':=')) return value;
  const name = plainName(cursor, value, start);
  if (!name)
    cursor.syntaxError(value.span, `cannot use assignment expressions with ${nameOfConstruct(value)}`);
  cursor.next();
  const assigned = parseExpression(cursor);
  checkBindable(cursor, name.name, name.span);
  return { kind: 'walrus', target: name, value: assigned, span: { start, end: cursor.previousEnd } };
}

/** A name that stands without brackets around it: `(x) := 1` and `f((x)=1)` are no assignments. */
export function plainName(cursor: Cursor, value: Ast, start: number) {
  return value.kind === 'name' && value.span.start === start && cursor.previousEnd === value.span.end
    ? value
    : null;
}

export function checkBindable(cursor: Cursor, name: string, span: Ast['span']): void {
  if (name === '__debug__') cursor.reportSyntax(span, 'cannot assign to __debug__');
}

/** `star_named_expression`: an item of a list, tuple or set display. */
export function parseItem(cursor: Cursor): Ast {
  return cursor.is('*') ? parseStarred(cursor, 'or') : parseNamed(cursor);
}

/** `*value`: in displays an operand of `|`, in calls a whole expression. */
export function parseStarred(cursor: Cursor, of: 'or' | 'expression'): Ast {
  const start = cursor.next().start;
  const value = of === 'or' ? parseOr(cursor) : parseExpression(cursor);
  return { kind: 'starred', value, span: { start, end: cursor.previousEnd } };
}

/** `disjunction`: what a comprehension iterates, and what its `if` tests. */
export function parseDisjunction(cursor: Cursor): Ast {
  return parseBoolean(cursor, 'or', () => parseBoolean(cursor, 'and', () => parseInversion(cursor)));
}

function parseBoolean(cursor: Cursor, op: 'and' | 'or', operand: () => Ast): Ast {
  const start = cursor.peek().start;
  let left = operand();
  while (cursor.take(op)) {
    const right = operand();
    left = { kind: 'boolean', op, left, right, span: { start, end: cursor.previousEnd } };
  }
  return left;
}

function parseInversion(cursor: Cursor): Ast {
  const start = cursor.peek().start;
  if (!cursor.take('not')) return parseComparison(cursor);
  const value = cursor.nested(() => parseInversion(cursor));
  return { kind: 'unary', op: 'not', value, span: { start, end: cursor.previousEnd } };
}

function parseComparison(cursor: Cursor): Ast {
  const start = cursor.peek().start;
  const first = parseOr(cursor);
  const operators: CompareOperator[] = [];
  const operands: Ast[] = [first];
  for (let op = takeComparison(cursor); op !== null; op = takeComparison(cursor)) {
    operators.push(op);
    operands.push(parseOr(cursor));
  }
  if (operators.length === 0) return first;
  return { kind: 'compare', operators, operands, span: { start, end: cursor.previousEnd } };
}

function takeComparison(cursor: Cursor): CompareOperator | null {
  const { type, text } = cursor.peek();
  if (type === 'operator') {
    if (!isCompareSign(text)) return null;
    cursor.next();
    return text;
  }
  if (cursor.take('in')) return 'in';
  if (cursor.take('is')) return cursor.take('not') ? 'is not' : 'is';
  if (!cursor.is('not') || !cursor.is('in', 1)) return null;
  cursor.next();
  cursor.next();
  return 'not in';
}

function isCompareSign(text: string): text is '<' | '<=' | '>' | '>=' | '==' | '!=' {
  return ['<', '<=', '>', '>=', '==', '!='].includes(text);
}

/** `bitwise_or`: arithmetic and bit operators, by precedence climbing. */
export function parseOr(cursor: Cursor, level = 0): Ast {
  const start = cursor.peek().start;
  let left = parseFactor(cursor);
  for (;;) {
    const { type, text } = cursor.peek();
    const strength = type === 'operator' ? LEVELS[text] : undefined;
    if (strength === undefined || strength < level || !isBinary(text)) return left;
    cursor.next();
    const right = parseOr(cursor, strength + 1);
    left = { kind: 'binary', op: text, left, right, span: { start, end: cursor.previousEnd } };
  }
}

function isBinary(text: string): text is BinaryOperator {
  return text in LEVELS;
}

/** A sign binds weaker than `**` on its right and stronger than everything else: `-2**2` is `-(2**2)`. */
function parseFactor(cursor: Cursor): Ast {
  const { start, text, type } = cursor.peek();
  if (type === 'operator' && (text === '+' || text === '-' || text === '~')) {
    cursor.next();
    const value = cursor.nested(() => parseFactor(cursor));
    return { kind: 'unary', op: text, value, span: { start, end: cursor.previousEnd } };
  }
  const base = parseAwait(cursor);
  if (!cursor.take('**')) return base;
  const right = cursor.nested(() => parseFactor(cursor));
  return { kind: 'binary', op: '**', left: base, right, span: { start, end: cursor.previousEnd } };
}

function parseAwait(cursor: Cursor): Ast {
  const token = cursor.peek();
  if (!cursor.take('await')) return parsePrimary(cursor);
  cursor.parse.suspensions.push({ kind: 'await', span: { start: token.start, end: token.end } });
  parsePrimary(cursor);
  return { kind: 'missing', span: { start: token.start, end: cursor.previousEnd } };
}

/** An atom with its attributes, subscripts and calls. */
function parsePrimary(cursor: Cursor): Ast {
  const start = cursor.peek().start;
  let value = parseAtom(cursor);
  for (;;) {
    if (cursor.is('(')) value = parseCall(cursor, value, start);
    else if (cursor.is('[')) value = parseSubscript(cursor, value, start);
    else if (cursor.take('.')) {
      const name = cursor.peek();
      if (name.type !== 'name' || KEYWORDS.has(name.text)) cursor.unexpected("expected a name after '.'");
      cursor.next();
      const nameSpan = { start: name.start, end: name.end };
      value = { kind: 'attribute', value, name: name.text, nameSpan, span: { start, end: name.end } };
    } else return value;
  }
}

/** What CPython calls a node in its messages about assignment. */
export function nameOfConstruct(ast: Ast): string {
  switch (ast.kind) {
    case 'number':
    case 'str':
    case 'bytes':
      return 'literal';
    case 'fstring':
      return 'f-string expression';
    case 'constant':
      return ast.value === null ? 'None' : ast.value ? 'True' : 'False';
    case 'call':
      return 'function call';
    case 'unary':
    case 'binary':
    case 'boolean':
      return 'expression';
    case 'compare':
      return 'comparison';
    case 'conditional':
      return 'conditional expression';
    case 'walrus':
      return 'named expression';
    case 'set':
      return 'set display';
    case 'dict':
      return 'dict literal';
    case 'comp':
      return ast.of === 'generator' ? 'generator expression' : `${ast.of} comprehension`;
    case 'missing':
      return 'expression';
    default:
      return ast.kind;
  }
}
