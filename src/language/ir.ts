import type { Span } from './diagnostic';
import type { OpName, OpOptions } from './operations';
import type { Type } from './types';

/**
 * The comprehension IR: pure, typed, explicit. Every implicit conversion of Python is a `convert` node, every truth
 * test of a non-boolean an operation `truth`, every name unique (one alpha-renaming pass), every reduction a
 * collector of a comprehension. `list(xs)`, `sum(xs)`, `set(f(x) for x in xs)` are all `comp` nodes.
 */
export type Expr = Const | Var | Input | Op | If | Logic | Let | Assign | Display | Comp | Sorted | Convert;

interface Node {
  readonly span: Span;
  readonly type: Type;
}

/** A constant: None, bool, int (bigint), float (`{ float }`), str, bytes. */
export type ConstValue =
  | null
  | boolean
  | bigint
  | string
  | { readonly float: number }
  | { readonly bytes: Uint8Array };

export interface Const extends Node {
  readonly kind: 'const';
  readonly value: ConstValue;
}

/** A variable bound by a clause, `let` or `assign`. Names are unique in the program. */
export interface Binding {
  readonly id: number;
  /** The performer's name, made unique with a suffix (`x`, `x_2`). Never a path to a keyword: backends mangle. */
  readonly name: string;
  readonly type: Type;
}

export interface Var extends Node {
  readonly kind: 'var';
  readonly binding: Binding;
}

/** A named input of the program; `n` is the data size. An argument of the compiled program. */
export interface Input extends Node {
  readonly kind: 'input';
  readonly name: string;
}

export interface Op extends Node {
  readonly kind: 'op';
  readonly op: OpName;
  readonly args: readonly Expr[];
  readonly options?: OpOptions;
}

/** `then if test else otherwise`; `test` is bool, both arms have the node's type. */
export interface If extends Node {
  readonly kind: 'if';
  readonly test: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

/** Short-circuit `and` / `or` of two bools. (Value-returning forms are lowered to `let` and `if`.) */
export interface Logic extends Node {
  readonly kind: 'logic';
  readonly op: 'and' | 'or';
  readonly left: Expr;
  readonly right: Expr;
}

export interface Let extends Node {
  readonly kind: 'let';
  readonly binding: Binding;
  readonly value: Expr;
  readonly body: Expr;
}

/**
 * A walrus that could not become a `let`: sets a variable of the whole program and answers the value. Reading the
 * variable is a `var` node whose binding is in `Program.variables`; it is proved to be set before.
 */
export interface Assign extends Node {
  readonly kind: 'assign';
  readonly binding: Binding;
  readonly value: Expr;
}

export type DisplayItem =
  | { readonly kind: 'item'; readonly value: Expr }
  | { readonly kind: 'spread'; readonly value: Expr }
  | { readonly kind: 'entry'; readonly key: Expr; readonly value: Expr }
  /** `**d` in a dict display. */
  | { readonly kind: 'merge'; readonly value: Expr };

/** A list, tuple, set or dict display. Items have the container's element type; a tuple of fixed arity has no spread. */
export interface Display extends Node {
  readonly kind: 'display';
  readonly of: 'list' | 'tuple' | 'sequence' | 'set' | 'dict';
  readonly items: readonly DisplayItem[];
}

/** Where an iteration puts its element. Tuple patterns only meet tuples of exactly that arity. */
export type Pattern =
  | { readonly kind: 'name'; readonly binding: Binding }
  | { readonly kind: 'tuple'; readonly items: readonly Pattern[] }
  /** `_` or a name nobody reads. */
  | { readonly kind: 'ignore' };

export type Clause =
  /** `source` is a list, sequence, str (characters), bytes (ints), set, dict (keys), range or iterator. */
  | { readonly kind: 'for'; readonly pattern: Pattern; readonly source: Expr; readonly span: Span }
  /** `test` is bool. */
  | { readonly kind: 'if'; readonly test: Expr; readonly span: Span }
  | { readonly kind: 'let'; readonly binding: Binding; readonly value: Expr; readonly span: Span };

export interface Lambda {
  readonly parameter: Binding;
  readonly body: Expr;
}

export type Collector =
  | { readonly kind: 'list' | 'sequence' | 'set' | 'frozenset'; readonly element: Expr }
  /** Lazy: only as the program's own result, as an argument of `zip`/`enumerate`, or as a `for` source. */
  | { readonly kind: 'generator'; readonly element: Expr }
  /** Later values replace earlier ones, first position stays. */
  | { readonly kind: 'dict'; readonly key: Expr; readonly value: Expr }
  /**
   * Ints: exact. Floats: Neumaier's compensated sum in iteration order, as CPython ≥ 3.12 (`start` converted to
   * float first); of type `FLOAT_OR_ZERO` when it may be empty and started at the int 0.
   */
  | { readonly kind: 'sum'; readonly element: Expr; readonly start: Expr | null }
  | { readonly kind: 'prod'; readonly element: Expr; readonly start: Expr | null }
  /** `element` is bool; stops at the first decisive element. */
  | { readonly kind: 'any' | 'all'; readonly element: Expr }
  /**
   * First of equals; `ValueError` when empty without `fallback`. The node's type is the element's, or optional of it
   * when the fallback is None.
   */
  | {
      readonly kind: 'min' | 'max';
      readonly element: Expr;
      readonly key: Lambda | null;
      readonly fallback: Expr | null;
    }
  /** `separator.join(element …)`. */
  | { readonly kind: 'join'; readonly separator: Expr; readonly element: Expr }
  /** `next(gen)`; `next(gen, fallback)`. */
  | { readonly kind: 'first'; readonly element: Expr; readonly fallback: Expr | null };

/** Clauses run left to right as nested loops. The first clause is a `for`; its source is evaluated once, at once. */
export interface Comp extends Node {
  readonly kind: 'comp';
  readonly clauses: readonly Clause[];
  readonly collector: Collector;
}

/** `sorted(source, key=…, reverse=…)`: stable, also when reversed. `source` is any iterable. */
export interface Sorted extends Node {
  readonly kind: 'sorted';
  readonly source: Expr;
  readonly key: Lambda | null;
  readonly reverse: boolean;
}

/**
 * A change of representation that changes no Python value seen by this program: bool → int, int → float (exact or
 * rounded as Python does), int → wider int, T → optional, T → union member, tuple → sequence or list, element-wise
 * inside containers, never → anything, orZero float → float, optional → its type or union → a member where a test
 * on the way proved it, any iterable → list where the order is known.
 */
export interface Convert extends Node {
  readonly kind: 'convert';
  readonly value: Expr;
}

/** A typed input. `n` is always an int. */
export interface InputSpec {
  readonly name: string;
  readonly type: Type;
}

/** A checked program. */
export interface Program {
  readonly source: string;
  readonly body: Expr;
  /** Inputs that the program reads, in order of first use. */
  readonly inputs: readonly InputSpec[];
  /** Variables set by `assign` nodes. */
  readonly variables: readonly Binding[];
  /** Stable hash of the alpha-renamed IR; whitespace and names do not change it. */
  readonly hash: string;
}
