import type { Ast, LambdaAst } from './ast';
import type { Span } from './diagnostic';
import type { Cursor } from './parse-context';
import { checkBindable, parseExpression } from './parse-expression';

type Parameter = LambdaAst['parameters'][number];

/** `lambda a, b=1: body`. Stars, `/` and keyword-only parameters are checked as CPython does, then refused. */
export function parseLambda(cursor: Cursor): Ast {
  const start = cursor.next().start;
  const { parameters, special } = parseParameters(cursor);
  if (!cursor.take(':')) cursor.unexpected("expected ',' or ':' after a parameter of lambda");
  const from = cursor.previousEnd;
  const body = parseExpression(cursor);
  cursor.parse.regions.push({ kind: 'lambda', span: { start: from, end: cursor.previousEnd } });
  const span = { start, end: cursor.previousEnd };
  if (special) return cursor.unsupported(special, 'A lambda takes plain parameters only.');
  return { kind: 'lambda', parameters, body, span };
}

function parseParameters(cursor: Cursor): { parameters: Parameter[]; special: Span | null } {
  const parameters: Parameter[] = [];
  const names = new Set<string>();
  let special: Span | null = null;
  let slash = false;
  let star = false;
  let bareStar: Span | null = null;
  let double = false;
  let defaults = false;
  const name = (): Span & { text: string } => {
    const token = cursor.peek();
    if (token.type !== 'name') cursor.unexpected('expected a parameter name');
    cursor.next();
    const span = { start: token.start, end: token.end };
    if (names.has(token.text)) {
      cursor.reportSyntax(span, `duplicate parameter '${token.text}' in function definition`);
    }
    names.add(token.text);
    checkBindable(cursor, token.text, span);
    return { ...span, text: token.text };
  };
  while (!cursor.is(':')) {
    const token = cursor.peek();
    if (double) cursor.syntaxError(token, 'arguments cannot follow var-keyword argument');
    if (cursor.take('/')) {
      if (slash) cursor.syntaxError(token, '/ may appear only once');
      if (star) cursor.syntaxError(token, '/ must be ahead of *');
      if (names.size === 0) cursor.syntaxError(token, 'at least one parameter must precede /');
      slash = true;
      special ??= token;
    } else if (cursor.take('*')) {
      if (star) cursor.syntaxError(token, '* may appear only once');
      star = true;
      special ??= token;
      if (cursor.peek().type === 'name') name();
      else bareStar = token;
    } else if (cursor.take('**')) {
      double = true;
      special ??= token;
      name();
    } else {
      const { text, start, end } = name();
      let value: Ast | null = null;
      if (cursor.take('=')) {
        value = parseExpression(cursor);
        defaults = true;
      } else if (defaults && !star) {
        cursor.syntaxError({ start, end }, 'parameter without a default follows parameter with a default');
      }
      if (!double) bareStar = null;
      parameters.push({ name: text, default: value, span: { start, end: cursor.previousEnd } });
    }
    if (double && cursor.is('='))
      cursor.syntaxError(cursor.peek(), 'var-keyword argument cannot have default value');
    if (!cursor.take(',')) break;
  }
  if (bareStar) cursor.syntaxError(bareStar, 'named parameters must follow bare *');
  return { parameters, special };
}
