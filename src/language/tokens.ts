import type { Span } from './diagnostic';

/**
 * Python's tokens. Brackets are matched here, so that the parser can leave a faulty bracket and go on behind it;
 * newlines count only outside brackets. An f-string is one token holding its text and its fields' own tokens
 * (PEP 701: fields nest to any depth and may reuse the quotes).
 */
export type Token = PlainToken | StringToken | FStringToken;

export interface PlainToken {
  readonly type: 'name' | 'keyword' | 'number' | 'operator' | 'newline' | 'end';
  /** Names are NFKC-normalised (PEP 3131); otherwise the source text. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of an opening bracket: the index of its closing bracket in the same token list. */
  match?: number;
}

export interface StringToken {
  readonly type: 'string';
  readonly text: string;
  /** Lower case: ``, `r`, `u`, `b`, `br`, `rb`. */
  readonly prefix: string;
  readonly start: number;
  readonly end: number;
  /** The text between the quotes. */
  readonly content: Span;
}

export interface FStringToken {
  readonly type: 'fstring';
  readonly text: string;
  /** Lower case: `f`, `fr`, `rf`, or with `t` for a template string. */
  readonly prefix: string;
  readonly start: number;
  readonly end: number;
  readonly parts: readonly FStringPiece[];
}

export type FStringPiece =
  | { readonly kind: 'text'; readonly span: Span }
  | {
      readonly kind: 'field';
      /** With both braces. */
      readonly span: Span;
      readonly tokens: readonly Token[];
      /** The source between `{` and `!`, `:` or `}`. */
      readonly expression: Span;
      /** Comments in it, which `{x = }` does not repeat. */
      readonly comments: readonly Span[];
      readonly conversion: { readonly text: string; readonly span: Span } | null;
      readonly spec: readonly FStringPiece[] | null;
    };

export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);
