import { type Diagnostic, diagnostic, refuse, type Span } from './diagnostic';
import { scanNumber } from './parse-numbers';
import { type FStringPiece, KEYWORDS, type PlainToken, type Token } from './tokens';

/** CPython's tokenizer (MAXLEVEL). */
export const MAX_BRACKETS = 200;
/** CPython's tokenizer (MAXFSTRINGLEVEL); fields count as brackets too. */
const MAX_FSTRINGS = 150;
/** Nobody reads more of them. */
const MAX_ERRORS = 100;
/** Fields in the format specs of fields (MAX_EXPR_NESTING). */
const MAX_SPECS = 3;

const OPERATORS = [
  ...['**=', '//=', '>>=', '<<=', '...'],
  ...[
    '**',
    '//',
    '>>',
    '<<',
    '<=',
    '>=',
    '==',
    '!=',
    '->',
    '+=',
    '-=',
    '*=',
    '/=',
    '%=',
    '@=',
    '&=',
    '|=',
    '^=',
    ':=',
  ],
  ...'+-*/%@&|^~<>()[]{},:.;='.split(''),
];
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const NAME = /[\p{XID_Start}_]\p{XID_Continue}*/uy;
const STRING = /([rR][bB]?|[bB][rR]?|[uU]|[fFtT][rR]?|[rR][fFtT])?('''|"""|'|")/y;
const SPACE = /[ \t\f]+/y;
const LINE_BREAK = /\r\n|\r|\n/y;
const COMMENT = /#[^\r\n]*/y;

/** `errors` holds what CPython's tokenizer rejects; `tokens` is null when nothing can be parsed behind it. */
export function tokenize(source: string): { tokens: readonly Token[] | null; errors: readonly Diagnostic[] } {
  return new Tokenizer(source).run();
}

class Tokenizer {
  private at = 0;
  private depth = 0;
  private fstrings = 0;
  private readonly errors: Diagnostic[] = [];

  constructor(private readonly source: string) {}

  run(): { tokens: readonly Token[] | null; errors: readonly Diagnostic[] } {
    const nul = this.source.indexOf('\0');
    if (nul >= 0) fail({ start: nul, end: nul + 1 }, 'source code string cannot contain null bytes');
    const tokens = this.list(null);
    return { tokens: this.errors.length > 0 ? null : tokens, errors: this.errors };
  }

  /** Tokens up to the end of the source, or up to what ends the expression of an f-string field. */
  private list(field: { readonly brace: number; readonly comments: Span[] } | null): Token[] {
    const tokens: Token[] = [];
    const open: { readonly token: PlainToken; readonly char: string }[] = [];
    const plain = (type: PlainToken['type'], end: number, text = this.source.slice(this.at, end)) => {
      const token: PlainToken = { type, text, start: this.at, end };
      tokens.push(token);
      this.at = end;
      return token;
    };
    for (;;) {
      const space = this.match(SPACE) ?? this.match(COMMENT);
      if (space !== null) {
        if (space.startsWith('#')) field?.comments.push({ start: this.at, end: this.at + space.length });
        this.at += space.length;
        continue;
      }
      if (this.at >= this.source.length) {
        const last = open.at(-1);
        if (last) fail({ start: last.token.start, end: last.token.end }, `'${last.char}' was never closed`);
        if (field) fail({ start: field.brace, end: field.brace + 1 }, "f-string: expecting '}'");
        plain('end', this.at);
        return tokens;
      }
      const lineBreak = this.match(LINE_BREAK);
      if (lineBreak !== null) {
        if (open.length > 0 || field) this.at += lineBreak.length;
        else plain('newline', this.at + lineBreak.length);
        continue;
      }
      const char = this.source.charAt(this.at);
      if (char === '\\') {
        this.continueLine();
        continue;
      }
      if (field && open.length === 0 && this.endsField()) {
        tokens.push({ type: 'end', text: '', start: this.at, end: this.at });
        return tokens;
      }
      const string = this.matchGroups(STRING);
      if (string) {
        tokens.push(this.string(string[1]?.toLowerCase() ?? '', string[2] ?? '"', string[0].length));
        continue;
      }
      const name = this.match(NAME);
      if (name !== null) {
        const text = name.normalize('NFKC');
        plain(KEYWORDS.has(name) ? 'keyword' : 'name', this.at + name.length, text);
        continue;
      }
      if (/[0-9]/.test(char) || (char === '.' && /[0-9]/.test(this.source.charAt(this.at + 1)))) {
        const number = scanNumber(this.source, this.at);
        if (number.error) this.report({ start: this.at, end: number.end }, number.error);
        plain('number', number.end);
        continue;
      }
      const operator = OPERATORS.find((text) => this.source.startsWith(text, this.at));
      if (operator === undefined) {
        this.invalidCharacter();
        continue;
      }
      const index = tokens.length;
      const token = plain('operator', this.at + operator.length);
      if (operator in CLOSERS) {
        open.push({ token, char: operator });
        this.enter(token);
      } else if (operator === ')' || operator === ']' || operator === '}') {
        const opener = open.pop();
        if (!opener) fail(token, `unmatched '${operator}'`);
        else if (CLOSERS[opener.char] !== operator) {
          fail(
            token,
            `closing parenthesis '${operator}' does not match opening parenthesis '${opener.char}'`,
          );
        } else {
          opener.token.match = index;
          this.depth--;
        }
      }
    }
  }

  private enter(span: Span): void {
    this.depth++;
    if (this.depth <= MAX_BRACKETS) return;
    refuse('too-deep', spanOf(span), 'too many nested parentheses', {
      hint: `Nest at most ${MAX_BRACKETS} brackets.`,
      exception: 'SyntaxError',
    });
  }

  private continueLine(): void {
    const start = this.at;
    this.at++;
    const lineBreak = this.match(LINE_BREAK);
    if (lineBreak === null) {
      const message =
        this.at >= this.source.length
          ? 'unexpected EOF while parsing'
          : 'unexpected character after line continuation character';
      fail({ start, end: this.at }, message);
    } else {
      this.at += lineBreak.length;
      if (this.at >= this.source.length) fail({ start, end: this.at }, 'unexpected EOF while parsing');
    }
  }

  private endsField(): boolean {
    const char = this.source.charAt(this.at);
    return char === '}' || char === ':' || (char === '!' && this.source.charAt(this.at + 1) !== '=');
  }

  private string(prefix: string, quote: string, opening: number): Token {
    const start = this.at;
    this.at += opening;
    const format = /[ft]/.test(prefix);
    if (format) {
      this.fstrings++;
      if (this.fstrings >= MAX_FSTRINGS) {
        refuse('too-deep', { start, end: this.at }, 'too many nested f-strings', {
          exception: 'SyntaxError',
        });
      }
      const parts = this.pieces(start, quote, prefix, 0);
      this.at += quote.length;
      this.fstrings--;
      return { type: 'fstring', text: this.source.slice(start, this.at), prefix, start, end: this.at, parts };
    }
    const from = this.at;
    for (;;) {
      if (this.source.startsWith(quote, this.at)) break;
      this.stringCharacter(start, quote, prefix);
    }
    const content = { start: from, end: this.at };
    this.at += quote.length;
    return { type: 'string', text: this.source.slice(start, this.at), prefix, start, end: this.at, content };
  }

  /** Steps over one character of a string, or over a backslash and what it protects. */
  private stringCharacter(start: number, quote: string, prefix: string): void {
    const char = this.source.charAt(this.at);
    if (char === '' || (quote.length === 1 && (char === '\n' || char === '\r'))) {
      const kind = `${quote.length === 3 ? 'triple-quoted ' : ''}${/[ft]/.test(prefix) ? 'f-string' : 'string'}`;
      fail({ start, end: this.at }, `unterminated ${kind} literal`, `Close it with ${quote}.`);
    }
    if (char === '\\') {
      this.at++;
      const lineBreak = this.match(LINE_BREAK);
      this.at += lineBreak?.length ?? (this.at < this.source.length ? 1 : 0);
    } else this.at++;
  }

  /** The text and fields of an f-string, or of a field's format spec, up to its closing quote or brace. */
  private pieces(start: number, quote: string, prefix: string, specs: number): FStringPiece[] {
    const inSpec = specs > 0;
    const pieces: FStringPiece[] = [];
    let from = this.at;
    const flush = () => {
      if (this.at > from) pieces.push({ kind: 'text', span: { start: from, end: this.at } });
    };
    for (;;) {
      const char = this.source.charAt(this.at);
      const next = this.source.charAt(this.at + 1);
      if (this.source.startsWith(quote, this.at)) {
        flush();
        return pieces;
      }
      if (char === '{' && next === '{' && inSpec && pieces.some((piece) => piece.kind === 'field')) {
        // CPython reads them as a set or dict in front of a nested field, and as a brace behind one.
        const span = { start: this.at, end: this.at + 2 };
        refuse(
          'unsupported-syntax',
          span,
          'Doubled braces behind a field in a format specification are not supported.',
        );
      }
      if (char === '{' && (inSpec || next !== '{')) {
        flush();
        pieces.push(this.field(start, quote, prefix, specs));
        from = this.at;
      } else if (char === '{') this.at += 2;
      else if (char === '}' && inSpec) {
        flush();
        return pieces;
      } else if (char === '}') {
        if (next !== '}') fail({ start: this.at, end: this.at + 1 }, "f-string: single '}' is not allowed");
        this.at += 2;
      } else if (char === '\\' && (next === '{' || next === '}')) this.at++;
      else if (
        char === '\\' &&
        next === 'N' &&
        !prefix.includes('r') &&
        this.source.charAt(this.at + 2) === '{'
      ) {
        const close = this.source.indexOf('}', this.at);
        this.at = close < 0 ? this.source.length : close + 1;
      } else this.stringCharacter(start, quote, prefix);
    }
  }

  private field(start: number, quote: string, prefix: string, specs: number): FStringPiece {
    const brace = this.at;
    this.at++;
    this.enter({ start: brace, end: this.at });
    if (specs >= MAX_SPECS) fail({ start: brace, end: this.at }, 'f-string: expressions nested too deeply');
    const comments: Span[] = [];
    const tokens = this.list({ brace, comments });
    const expression = { start: brace + 1, end: this.at };
    let conversion: { text: string; span: Span } | null = null;
    if (this.source.charAt(this.at) === '!') {
      const from = this.at;
      this.at++;
      const text = this.match(NAME) ?? '';
      this.at += text.length;
      conversion = { text, span: { start: from, end: this.at } };
      this.skipSpace();
    }
    let spec: FStringPiece[] | null = null;
    if (this.source.charAt(this.at) === ':') {
      this.at++;
      spec = this.pieces(start, quote, prefix, specs + 1);
    }
    if (this.source.charAt(this.at) !== '}') {
      fail({ start: brace, end: Math.min(this.at + 1, this.source.length) }, "f-string: expecting '}'");
    }
    this.at++;
    this.depth--;
    return {
      kind: 'field',
      span: { start: brace, end: this.at },
      tokens,
      expression,
      comments,
      conversion,
      spec,
    };
  }

  private skipSpace(): void {
    for (;;) {
      const space = this.match(SPACE) ?? this.match(LINE_BREAK) ?? this.match(COMMENT);
      if (space === null) return;
      this.at += space.length;
    }
  }

  private invalidCharacter(): void {
    const code = this.source.codePointAt(this.at) ?? 0;
    const text = String.fromCodePoint(code);
    const span = { start: this.at, end: this.at + text.length };
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    if (code < 128 && code >= 32) this.report(span, `invalid syntax: '${text}' is not part of Python`);
    else if (/^[\p{C}\p{Z}]$/u.test(text)) this.report(span, `invalid non-printable character ${name}`);
    else this.report(span, `invalid character '${text}' (${name})`);
    this.at = span.end;
  }

  private report(span: Span, message: string): void {
    if (this.errors.length < MAX_ERRORS) {
      this.errors.push(diagnostic('syntax-error', span, message, { exception: 'SyntaxError' }));
    }
  }

  private match(pattern: RegExp): string | null {
    return this.matchGroups(pattern)?.[0] ?? null;
  }

  private matchGroups(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source);
  }
}

function spanOf(span: Span): Span {
  return { start: span.start, end: span.end };
}

function fail(span: Span, message: string, hint?: string): never {
  return refuse('syntax-error', spanOf(span), message, {
    exception: 'SyntaxError',
    ...(hint === undefined ? {} : { hint }),
  });
}
