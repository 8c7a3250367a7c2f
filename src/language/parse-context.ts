import type { Ast } from './ast';
import { type Diagnostic, diagnostic, Refusal, refuse, type Span } from './diagnostic';
import type { Region, Suspension } from './parse-suspension';
import type { PlainToken, Token } from './tokens';

/** Deeper recursion than this is refused, long before the JavaScript stack ends. */
export const MAX_DEPTH = 400;

/** What all parts of one parse share; fields of f-strings are parsed by a further `Cursor` over their tokens. */
export interface Parse {
  readonly source: string;
  readonly diagnostics: Diagnostic[];
  /** Bodies of lambdas and comprehensions, inner ones first. */
  readonly regions: Region[];
  readonly suspensions: Suspension[];
  depth: number;
}

/** A position in a token list. */
export class Cursor {
  private index = 0;

  constructor(
    readonly parse: Parse,
    private readonly tokens: readonly Token[],
    /** Set in a field of an f-string: its messages begin with `f-string: `. */
    readonly inField: boolean = false,
  ) {}

  /** The token `ahead` places on; the last one is always `end`. */
  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (!token) throw new Error('A token list ends with an end token.');
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (token.type !== 'end') this.index++;
    return token;
  }

  /** The end of the token last read: where a node ends. */
  get previousEnd(): number {
    return this.tokens[this.index - 1]?.end ?? this.peek().start;
  }

  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && (token.type === 'operator' || token.type === 'keyword');
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.index++;
    return true;
  }

  expect(text: string, what: string): void {
    if (!this.take(text)) this.unexpected(`expected ${what}`);
  }

  /** Leaves a bracket, whatever was read of it. */
  skipPast(open: PlainToken): void {
    this.index = (open.match ?? this.index) + 1;
  }

  /** Runs `read`; a syntax error inside is reported, and `recover` says where to go on. */
  guard(span: () => Span, read: () => Ast, recover: () => void): Ast {
    const depth = this.parse.depth;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal) || error.diagnostic.rule === 'too-deep') throw error;
      this.parse.diagnostics.push(error.diagnostic);
      this.parse.depth = depth;
      recover();
      return { kind: 'missing', span: span() };
    }
  }

  /** Counts one level of recursion. */
  nested<T>(read: () => T): T {
    this.parse.depth++;
    if (this.parse.depth > MAX_DEPTH) tooDeep(this.peek());
    const result = read();
    this.parse.depth--;
    return result;
  }

  syntaxError(span: Span, message: string, hint?: string): never {
    return refuse('syntax-error', { start: span.start, end: span.end }, this.prefixed(message), {
      exception: 'SyntaxError',
      ...(hint === undefined ? {} : { hint }),
    });
  }

  /** Like `syntaxError`, where the rest can still be read. */
  reportSyntax(span: Span, message: string): void {
    const at = { start: span.start, end: span.end };
    this.parse.diagnostics.push(
      diagnostic('syntax-error', at, this.prefixed(message), { exception: 'SyntaxError' }),
    );
  }

  /** Valid Python that this language leaves out. */
  unsupported(span: Span, message: string, hint?: string): Ast {
    const at = { start: span.start, end: span.end };
    this.parse.diagnostics.push(
      diagnostic('unsupported-syntax', at, message, hint === undefined ? {} : { hint }),
    );
    return { kind: 'missing', span: at };
  }

  /** Says that the next token does not fit. */
  unexpected(expectation: string): never {
    const token = this.peek();
    const found =
      token.type === 'end'
        ? 'the text ends'
        : token.type === 'newline'
          ? 'the line ends'
          : `found ${token.type === 'keyword' ? 'the keyword ' : ''}'${shorten(token.text)}'`;
    return this.syntaxError(token, `invalid syntax: ${expectation}, but ${found}`);
  }

  /** Whether the next token could begin an expression. */
  startsOperand(): boolean {
    const token = this.peek();
    if (token.type === 'name' || token.type === 'number' || token.type === 'string') return true;
    if (token.type === 'fstring') return true;
    return ['None', 'True', 'False', 'not', 'lambda', 'await', '(', '[', '{', '-', '+', '~', '...'].some(
      (text) => this.is(text),
    );
  }

  private prefixed(message: string): string {
    return this.inField && !message.startsWith('f-string') ? `f-string: ${message}` : message;
  }
}

export function tooDeep(span: Span): never {
  return refuse('too-deep', { start: span.start, end: span.end }, 'The expression is nested too deeply.', {
    hint: `Nest at most ${MAX_DEPTH} levels.`,
  });
}

function shorten(text: string): string {
  const characters = Array.from(text);
  return characters.length > 20 ? `${characters.slice(0, 20).join('')}…` : text;
}
