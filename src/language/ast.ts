import type { Span } from './diagnostic';

/** Python syntax, as far as we read it: names unresolved, types unknown. Produced by `parse.ts`. */
export type Ast =
  | NumberAst
  | { readonly kind: 'str'; readonly value: string; readonly span: Span }
  | { readonly kind: 'bytes'; readonly value: Uint8Array; readonly span: Span }
  | { readonly kind: 'fstring'; readonly parts: readonly FStringPart[]; readonly span: Span }
  | { readonly kind: 'constant'; readonly value: null | boolean; readonly span: Span }
  | NameAst
  | {
      readonly kind: 'attribute';
      readonly value: Ast;
      readonly name: string;
      readonly nameSpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'subscript'; readonly value: Ast; readonly index: Ast | SliceAst; readonly span: Span }
  | CallAst
  | { readonly kind: 'unary'; readonly op: '+' | '-' | '~' | 'not'; readonly value: Ast; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOperator;
      readonly left: Ast;
      readonly right: Ast;
      readonly span: Span;
    }
  /** `a < b <= c`: operands one more than operators. */
  | {
      readonly kind: 'compare';
      readonly operators: readonly CompareOperator[];
      readonly operands: readonly Ast[];
      readonly span: Span;
    }
  | {
      readonly kind: 'boolean';
      readonly op: 'and' | 'or';
      readonly left: Ast;
      readonly right: Ast;
      readonly span: Span;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Ast;
      readonly then: Ast;
      readonly otherwise: Ast;
      readonly span: Span;
    }
  | LambdaAst
  | { readonly kind: 'walrus'; readonly target: NameAst; readonly value: Ast; readonly span: Span }
  | { readonly kind: 'starred'; readonly value: Ast; readonly span: Span }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly Ast[]; readonly span: Span }
  /** Entries in order; a null key is `**value`. */
  | {
      readonly kind: 'dict';
      readonly entries: readonly { readonly key: Ast | null; readonly value: Ast }[];
      readonly span: Span;
    }
  | CompAst
  /** Where the text has a fault that is already reported: nothing more can be said about it. */
  | { readonly kind: 'missing'; readonly span: Span };

export interface NumberAst {
  readonly kind: 'number';
  /** bigint for int, number for float. */
  readonly value: bigint | number;
  readonly span: Span;
}

export interface NameAst {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

export interface CallAst {
  readonly kind: 'call';
  readonly callee: Ast;
  /** Positional arguments; `*xs` is a `starred` node. */
  readonly args: readonly Ast[];
  /** Keyword arguments; a null name is `**value`. */
  readonly keywords: readonly { readonly name: string | null; readonly value: Ast; readonly span: Span }[];
  readonly span: Span;
}

export interface SliceAst {
  readonly kind: 'slice';
  readonly start: Ast | null;
  readonly stop: Ast | null;
  readonly step: Ast | null;
  readonly span: Span;
}

export interface LambdaAst {
  readonly kind: 'lambda';
  readonly parameters: readonly {
    readonly name: string;
    readonly default: Ast | null;
    readonly span: Span;
  }[];
  readonly body: Ast;
  readonly span: Span;
}

export interface CompAst {
  readonly kind: 'comp';
  readonly of: 'list' | 'set' | 'dict' | 'generator';
  /** The element, or the key of a dict comprehension. */
  readonly element: Ast;
  /** The value of a dict comprehension. */
  readonly value: Ast | null;
  readonly clauses: readonly ClauseAst[];
  readonly span: Span;
}

export type ClauseAst =
  | { readonly kind: 'for'; readonly target: TargetAst; readonly source: Ast; readonly span: Span }
  | { readonly kind: 'if'; readonly test: Ast; readonly span: Span };

export type TargetAst =
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | { readonly kind: 'tuple'; readonly items: readonly TargetAst[]; readonly span: Span }
  /** `*rest`, at most one in a tuple. */
  | { readonly kind: 'starred'; readonly name: string; readonly span: Span };

export type FStringPart =
  | { readonly kind: 'text'; readonly value: string }
  | {
      readonly kind: 'field';
      readonly value: Ast;
      readonly conversion: 'r' | 's' | 'a' | null;
      readonly spec: readonly FStringPart[] | null;
      readonly span: Span;
    };

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '&' | '|' | '^' | '<<' | '>>' | '@';
export type CompareOperator = '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not';
