/**
 * The language in which the mathematical functions are written once, for every backend to print: floats, 32-bit ints,
 * tests, local arrays of floats, constant tables.
 *
 *     fn log1p(x: f64): f64 { if (x <= -1.0) raise ValueError; … }
 *
 * `hi(x)` and `lo(x)` are the two 32-bit words of a float, `words(h, l)` puts them together, `add` wraps around,
 * `div` divides ints towards zero, `f64(i)` and `i32(x)` convert. No operation is ever fused or reordered.
 */
export type ValueType = 'f64' | 'i32' | 'bool' | 'array';

export type Exception = 'ValueError' | 'OverflowError' | 'ZeroDivisionError' | 'outside';

export type Expression =
  | { readonly kind: 'float'; readonly type: 'f64'; readonly value: number }
  | { readonly kind: 'int'; readonly type: 'i32'; readonly value: number }
  | { readonly kind: 'test'; readonly type: 'bool'; readonly value: boolean }
  | { readonly kind: 'name'; readonly type: ValueType; readonly name: string }
  | {
      readonly kind: 'item';
      readonly type: 'f64';
      readonly array: string;
      /** True for one of the constant tables. */
      readonly constant: boolean;
      readonly index: Expression;
    }
  | {
      readonly kind: 'call';
      readonly type: ValueType;
      readonly name: string;
      /** True for one of `INTRINSICS`. */
      readonly intrinsic: boolean;
      readonly args: readonly Expression[];
    }
  | {
      readonly kind: 'unary';
      readonly type: ValueType;
      readonly operator: '-' | '!';
      readonly operand: Expression;
    }
  | {
      readonly kind: 'binary';
      readonly type: ValueType;
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

export type Statement =
  | { readonly kind: 'var'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'array'; readonly name: string; readonly size: number }
  | { readonly kind: 'set'; readonly name: string; readonly value: Expression }
  | {
      readonly kind: 'store';
      readonly array: string;
      readonly index: Expression;
      readonly value: Expression;
    }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: readonly Statement[] }
  | { readonly kind: 'return'; readonly value: Expression }
  | { readonly kind: 'raise'; readonly exception: Exception };

export interface Parameter {
  readonly name: string;
  readonly type: ValueType;
}

export interface MathFunction {
  readonly name: string;
  readonly comment: string;
  readonly parameters: readonly Parameter[];
  readonly result: ValueType;
  readonly body: readonly Statement[];
  /** Functions and tables that the body names, and those of `WORD_FUNCTIONS`. */
  readonly needs: readonly string[];
  /** Names that are set after their declaration. */
  readonly mutable: ReadonlySet<string>;
}

/** What every printed language has of its own, with the type of the result. */
export const INTRINSICS: Readonly<Record<string, ValueType>> = {
  hi: 'i32',
  lo: 'i32',
  words: 'f64',
  add: 'i32',
  div: 'i32',
  abs: 'f64',
  floor: 'f64',
  sqrt: 'f64',
  f64: 'f64',
  i32: 'i32',
};

/** Intrinsics that languages print as functions of a program. */
export const WORD_FUNCTIONS: ReadonlySet<string> = new Set(['hi', 'lo', 'words']);
