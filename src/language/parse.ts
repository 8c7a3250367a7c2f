import type { Ast } from './ast';
import { childrenOfAst } from './ast-walk';
import { type Diagnostic, diagnostic, Refusal } from './diagnostic';
import { Cursor, type Parse, tooDeep } from './parse-context';
import { parseStarItem } from './parse-literal';
import { checkSuspensions } from './parse-suspension';
import { tokenize } from './parse-tokens';
import type { Token } from './tokens';

/** Longer texts are refused unread. */
export const MAX_LENGTH = 100_000;
/** Bound on the tree's height: later passes walk it recursively. */
const MAX_HEIGHT = 500;

export interface ParseResult {
  /** Null when nothing sensible remains. `missing` nodes stand where a fault is already reported. */
  readonly ast: Ast | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads one Python expression (the grammar of CPython 3.14), with white space, line ends and comments around it.
 * What CPython's compiler rejects is a `syntax-error` with `exception: 'SyntaxError'`; what it accepts and this
 * language does not is `unsupported-syntax`. Never throws.
 *
 * Written by hand rather than on the editor's Lezer tree: that grammar is made for highlighting, and reads
 * `not a and b` as `not (a and b)`, drops the field of `rf'\{x}'`, and has no `{y := 1}` or `for a, *b in`.
 */
export function parse(source: string): ParseResult {
  if (source.length > MAX_LENGTH) {
    const span = { start: MAX_LENGTH, end: source.length };
    const message = `The text has ${source.length} characters; at most ${MAX_LENGTH} are read.`;
    const hint = 'Pass large data as an input instead of a literal.';
    return { ast: null, diagnostics: [diagnostic('too-long', span, message, { hint })] };
  }
  const shared: Parse = { source, diagnostics: [], regions: [], suspensions: [], depth: 0 };
  try {
    const { tokens, errors } = tokenize(source);
    if (!tokens) return { ast: null, diagnostics: errors };
    const ast = parseProgram(new Cursor(shared, tokens), tokens);
    shared.diagnostics.push(...checkSuspensions(shared.suspensions, shared.regions));
    checkHeight(ast);
    return { ast: ast.kind === 'missing' ? null : ast, diagnostics: shared.diagnostics };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ast: null, diagnostics: [...shared.diagnostics, error.diagnostic] };
  }
}

const ONE_EXPRESSION = 'A program is one expression, centred on a comprehension.';

const STATEMENTS: Readonly<Record<string, string>> = {
  assert: 'An assertion',
  async: 'An `async` statement',
  class: 'A class definition',
  def: 'A function definition',
  del: 'A `del` statement',
  for: 'A `for` statement',
  from: 'An import',
  global: 'A `global` statement',
  if: 'An `if` statement',
  import: 'An import',
  pass: 'A `pass` statement',
  raise: 'A `raise` statement',
  try: 'A `try` statement',
  while: 'A `while` statement',
  with: 'A `with` statement',
  '@': 'A decorator',
};
const OUTSIDE: Readonly<Record<string, string>> = {
  return: "'return' outside function",
  break: "'break' outside loop",
  continue: "'continue' not properly in loop",
  yield: "'yield' outside function",
  nonlocal: 'nonlocal declaration not allowed at module level',
};
const STATEMENT_HINTS: Readonly<Record<string, string>> = {
  for: 'Put the loop into a comprehension: [x for x in xs].',
  import: 'The `math` functions are available without an import; data comes in as inputs.',
  from: 'The `math` functions are available without an import; data comes in as inputs.',
  def: 'Write the function’s expression where it is called.',
};

function parseProgram(cursor: Cursor, tokens: readonly Token[]): Ast {
  skipNewlines(cursor);
  const first = cursor.peek();
  if (first.type === 'end') cursor.syntaxError(first, 'invalid syntax: the text has no expression');
  const outside = OUTSIDE[first.text];
  const statement = STATEMENTS[first.text];
  const last = tokens.at(-1) ?? first;
  if (first.type === 'keyword' && outside) cursor.syntaxError(first, outside);
  if ((first.type === 'keyword' || first.text === '@') && first.type !== 'string' && statement) {
    return cursor.unsupported(
      { start: first.start, end: last.end },
      `${statement} is not supported.`,
      STATEMENT_HINTS[first.text] ?? ONE_EXPRESSION,
    );
  }
  if (isSoftStatement(cursor)) {
    const span = { start: first.start, end: last.end };
    return cursor.unsupported(span, `A \`${first.text}\` statement is not supported.`, ONE_EXPRESSION);
  }
  const ast = parseTop(cursor);
  const after = cursor.peek();
  if (after.type === 'operator' && /^(=|:|.+=)$/.test(after.text) && !/^[=!<>:]=$/.test(after.text)) {
    return cursor.unsupported(
      { start: first.start, end: last.end },
      'An assignment is not supported.',
      'Write the value where it is used, or declare it as an input.',
    );
  }
  if (after.type === 'newline') skipNewlines(cursor);
  const rest = cursor.peek();
  if (rest.type === 'end') return ast;
  if (after.type === 'newline' || cursor.is(';')) {
    const span = { start: rest.start, end: last.end };
    return cursor.unsupported(
      span,
      'A second statement is not supported.',
      `${ONE_EXPRESSION} Brackets let it span lines.`,
    );
  }
  if (first.text === 'print' && first.end === cursor.previousEnd) {
    cursor.syntaxError(first, "Missing parentheses in call to 'print'. Did you mean print(...)?");
  }
  return cursor.unexpected('expected the end of the expression');
}

/** `type X = …` and `match x:`, whose first words are names elsewhere. */
function isSoftStatement(cursor: Cursor): boolean {
  const [word, next, after] = [cursor.peek(), cursor.peek(1), cursor.peek(2)];
  if (word.type !== 'name' || next.type !== 'name') return false;
  if (word.text === 'type') return after.text === '=' || after.text === '[';
  return word.text === 'match' && after.text === ':';
}

function skipNewlines(cursor: Cursor): void {
  while (cursor.peek().type === 'newline') cursor.next();
}

/** `star_expressions`: an expression, or a tuple without brackets. */
function parseTop(cursor: Cursor): Ast {
  const start = cursor.peek().start;
  const first = parseStarItem(cursor);
  if (!cursor.is(',')) {
    if (first.kind === 'starred') cursor.syntaxError(first.span, "can't use starred expression here");
    return first;
  }
  const items = [first];
  while (cursor.take(',') && (cursor.startsOperand() || cursor.is('*'))) items.push(parseStarItem(cursor));
  return { kind: 'tuple', items, span: { start, end: cursor.previousEnd } };
}

/** Refuses trees too high for recursion; walks without recursion itself. */
function checkHeight(root: Ast): void {
  let level: readonly Ast[] = [root];
  for (let height = 0; level.length > 0; height++) {
    const first = level[0];
    if (height > MAX_HEIGHT && first) tooDeep(first.span);
    level = level.flatMap(childrenOfAst);
  }
}
