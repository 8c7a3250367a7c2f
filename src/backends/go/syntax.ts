import type { Span } from '../../language';

/** Go expressions, as far as the emitter needs them. `span` is the Python text they come from. */
export type GoExpr = { readonly span?: Span } & (
  | NameExpr
  | LiteralExpr
  | { readonly kind: 'unary'; readonly op: '-' | '!' | '^' | '&'; readonly operand: GoExpr }
  | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: GoExpr; readonly right: GoExpr }
  | CallExpr
  | { readonly kind: 'index'; readonly of: GoExpr; readonly index: GoExpr }
  | { readonly kind: 'slice'; readonly of: GoExpr; readonly low: GoExpr | null; readonly high: GoExpr | null }
  | { readonly kind: 'field'; readonly of: GoExpr; readonly name: string }
  | { readonly kind: 'composite'; readonly type: string; readonly items: readonly CompositeItem[] }
  | FunctionExpr
);

interface NameExpr {
  readonly kind: 'name';
  readonly name: string;
  /** A variable that the program assigns more than once: its reads keep their place. */
  readonly mutable?: true;
}
interface LiteralExpr {
  readonly kind: 'literal';
  readonly text: string;
}
interface CallExpr {
  readonly kind: 'call';
  readonly fn: GoExpr;
  readonly args: readonly GoExpr[];
  /** `f(xs...)` */
  readonly spread?: true;
  /** Neither panics nor reads what may change: may move past other evaluations. */
  readonly total?: true;
}
interface FunctionExpr {
  readonly kind: 'function';
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly result: string;
  readonly body: readonly Stmt[];
}
interface CompositeItem {
  readonly key?: GoExpr;
  readonly value: GoExpr;
}

export type BinaryOp =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '|'
  | '^'
  | '*'
  | '/'
  | '%'
  | '<<'
  | '>>'
  | '&'
  | '&^';

/** A loop that `break` can name: the label is printed only when some inner loop needs it. */
export interface Loop {
  label: string | null;
}

export type Stmt =
  | {
      readonly kind: 'assign';
      readonly targets: readonly GoExpr[];
      readonly op: ':=' | '=' | '+=' | '-=' | '*=';
      readonly values: readonly GoExpr[];
    }
  | { readonly kind: 'var'; readonly name: string; readonly type: string }
  | { readonly kind: 'expr'; readonly value: GoExpr }
  | { readonly kind: 'step'; readonly target: GoExpr; readonly op: '++' | '--' }
  | {
      readonly kind: 'if';
      readonly test: GoExpr;
      readonly then: readonly Stmt[];
      readonly otherwise: readonly Stmt[];
    }
  | {
      readonly kind: 'for';
      readonly init: Stmt | null;
      readonly test: GoExpr | null;
      readonly post: Stmt | null;
      readonly body: readonly Stmt[];
      readonly loop: Loop;
    }
  | {
      readonly kind: 'range';
      readonly key: string | null;
      readonly value: string | null;
      readonly source: GoExpr;
      readonly body: readonly Stmt[];
      readonly loop: Loop;
    }
  | { readonly kind: 'return'; readonly value: GoExpr | null }
  | { readonly kind: 'break'; readonly label: string | null }
  | { readonly kind: 'go' | 'defer'; readonly call: GoExpr };

export const name = (text: string): GoExpr => ({ kind: 'name', name: text });
export const literal = (text: string): GoExpr => ({ kind: 'literal', text });
export const integer = (value: bigint | number): GoExpr => {
  const exact = BigInt(value);
  return exact < 0n ? unary('-', literal((-exact).toString())) : literal(exact.toString());
};
export const unary = (op: '-' | '!' | '^' | '&', operand: GoExpr): GoExpr => ({ kind: 'unary', op, operand });
export const binary = (op: BinaryOp, left: GoExpr, right: GoExpr): GoExpr => ({
  kind: 'binary',
  op,
  left,
  right,
});
/** `a && b` or `a || b`, leaning to the left as one writes it. */
export function both(op: '&&' | '||', left: GoExpr, right: GoExpr): GoExpr {
  if (right.kind !== 'binary' || right.op !== op) return binary(op, left, right);
  return binary(op, both(op, left, right.left), right.right);
}
export const field = (of: GoExpr, text: string): GoExpr => ({ kind: 'field', of, name: text });
export const index = (of: GoExpr, at: GoExpr): GoExpr => ({ kind: 'index', of, index: at });
export const slice = (of: GoExpr, low: GoExpr | null, high: GoExpr | null): GoExpr => ({
  kind: 'slice',
  of,
  low,
  high,
});
export const call = (fn: GoExpr | string, ...args: readonly GoExpr[]): GoExpr => ({
  kind: 'call',
  fn: typeof fn === 'string' ? name(fn) : fn,
  args,
});
/** A call that can't panic and depends on its arguments alone. */
export const totalCall = (fn: GoExpr | string, ...args: readonly GoExpr[]): GoExpr => ({
  kind: 'call',
  fn: typeof fn === 'string' ? name(fn) : fn,
  args,
  total: true,
});
/** `f(xs...)`, of an `f` that can't panic. */
export const spreadCall = (fn: string, items: GoExpr): GoExpr => ({
  kind: 'call',
  fn: name(fn),
  args: [items],
  spread: true,
  total: true,
});
export const composite = (type: string, items: readonly CompositeItem[] = []): GoExpr => ({
  kind: 'composite',
  type,
  items,
});
export const lambda = (
  parameters: readonly { readonly name: string; readonly type: string }[],
  result: string,
  body: readonly Stmt[],
): GoExpr => ({ kind: 'function', parameters, result, body });

export const define = (target: string, value: GoExpr): Stmt => ({
  kind: 'assign',
  targets: [name(target)],
  op: ':=',
  values: [value],
});
export const set = (target: GoExpr, value: GoExpr): Stmt => ({
  kind: 'assign',
  targets: [target],
  op: '=',
  values: [value],
});
export const doIt = (value: GoExpr): Stmt => ({ kind: 'expr', value });
export const giveBack = (value: GoExpr | null): Stmt => ({ kind: 'return', value });
export const when = (test: GoExpr, then: readonly Stmt[], otherwise: readonly Stmt[] = []): Stmt => ({
  kind: 'if',
  test,
  then,
  otherwise,
});

/** True when evaluating the expression later, or twice, can't be told from evaluating it now. */
export function isStable(expr: GoExpr): boolean {
  switch (expr.kind) {
    case 'name':
      return expr.mutable !== true;
    case 'literal':
    case 'function':
      return true;
    case 'unary':
      return isStable(expr.operand);
    case 'binary':
      return (
        isStable(expr.left) &&
        isStable(expr.right) &&
        (!['/', '%', '<<', '>>'].includes(expr.op) || expr.right.kind === 'literal')
      );
    case 'call':
      return expr.total === true && isStable(expr.fn) && expr.args.every(isStable);
    case 'field':
      return isStable(expr.of);
    case 'composite':
      return expr.items.every(
        (item) => isStable(item.value) && (item.key === undefined || isStable(item.key)),
      );
    case 'index':
    case 'slice':
      return false;
  }
}

/** True for what costs nothing to write twice: a name, a literal, a field of a name. */
export function isSimple(expr: GoExpr): boolean {
  if (expr.kind === 'name') return expr.mutable !== true;
  if (expr.kind === 'literal') return true;
  if (expr.kind === 'field') return isSimple(expr.of);
  return expr.kind === 'unary' && expr.op === '-' && expr.operand.kind === 'literal';
}

/** True when Go evaluates the expression at compile time, exactly. */
export function isConstant(expr: GoExpr): boolean {
  if (expr.kind === 'literal') return true;
  if (expr.kind === 'unary') return expr.op !== '&' && isConstant(expr.operand);
  if (expr.kind === 'binary') return isConstant(expr.left) && isConstant(expr.right);
  return (
    expr.kind === 'call' &&
    expr.fn.kind === 'name' &&
    (expr.fn.name === 'float64' || expr.fn.name === 'int') &&
    expr.args.every(isConstant)
  );
}
