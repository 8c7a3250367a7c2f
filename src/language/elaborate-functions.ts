import type { Ast, CallAst } from './ast';
import { op } from './build';
import type { Context, Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { applyLambda, elaborate } from './elaborate';
import { BUILTINS } from './elaborate-builtins';
import { isBuiltinName, makeCall } from './elaborate-calls';
import { compare } from './elaborate-comparisons';
import { elaborateMath } from './elaborate-math';
import { methodOn } from './elaborate-methods';
import { callReduction, REDUCTIONS } from './elaborate-reductions';
import { subscript } from './elaborate-subscripts';
import type { Expr, Lambda } from './ir';
import type { Type } from './types';

/**
 * Applies a function given by its syntax — a lambda, a builtin, `str.upper`, `math.sqrt`, a bound method — to
 * elaborated arguments. This is how `map`, `filter` and `key=` see their functions.
 */
export function applyFunction(
  fn: Ast,
  args: readonly Expr[],
  span: Span,
  scope: Scope,
  context: Context,
): Expr {
  if (fn.kind === 'lambda') return context.catching(() => applyLambda(fn, args, span, scope, context));
  const call: CallAst = { kind: 'call', callee: fn, args: [], keywords: [], span };
  if (fn.kind === 'name' && scope.find(fn.name) === undefined && isBuiltinName(fn.name)) {
    const made = makeCall(fn.name, args, call, scope, context);
    if (Object.hasOwn(REDUCTIONS, fn.name)) return callReduction(fn.name, made);
    const builtin = Object.hasOwn(BUILTINS, fn.name) ? BUILTINS[fn.name] : undefined;
    if (builtin) return builtin(made);
  }
  if (fn.kind === 'attribute') return applyAttribute(fn, args, call, span, scope, context);
  return refuse('unsupported-call', fn.span, 'This is not a function that can be translated.', {
    hint: 'Use a lambda, a builtin, or a method like str.upper.',
  });
}

function applyAttribute(
  fn: Extract<Ast, { kind: 'attribute' }>,
  args: readonly Expr[],
  call: CallAst,
  span: Span,
  scope: Scope,
  context: Context,
): Expr {
  const owner = fn.value.kind === 'name' && scope.find(fn.value.name) === undefined ? fn.value.name : null;
  if (owner === 'math') return elaborateMath(fn.name, args, span);
  const [self, ...rest] = args;
  if (owner && ['str', 'int', 'float', 'list', 'dict', 'set', 'tuple', 'bytes'].includes(owner) && self) {
    return methodOn(self, fn.name, makeCall(fn.name, rest, call, scope, context), fn.nameSpan);
  }
  const receiver = elaborate(fn.value, scope, context);
  if (fn.name === '__getitem__' && self && args.length === 1) return subscript(span, receiver, self);
  if (fn.name === '__contains__' && self && args.length === 1)
    return compare(span, 'in', self, receiver, context);
  return methodOn(receiver, fn.name, makeCall(fn.name, args, call, scope, context), fn.nameSpan);
}

/** `key=fn` as a lambda over the elements of `source`. */
export function keyFunction(
  fn: Ast,
  element: Type,
  source: Expr,
  scope: Scope,
  context: Context,
): Lambda | null {
  if (fn.kind === 'constant' && fn.value === null) return null;
  const name = fn.kind === 'lambda' ? (fn.parameters[0]?.name ?? 'item') : 'item';
  const parameter = context.bind(name, element);
  const read: Expr = { kind: 'var', span: fn.span, binding: parameter, type: element };
  const body = context.maybe(
    () => ownLookup(fn, read, source, scope, context) ?? applyFunction(fn, [read], fn.span, scope, context),
  );
  return { parameter, body };
}

/** `max(d, key=d.get)`: every key of `d` is in it, so the value is never None. */
function ownLookup(fn: Ast, key: Expr, source: Expr, scope: Scope, context: Context): Expr | null {
  if (fn.kind !== 'attribute' || fn.name !== 'get' || fn.value.kind !== 'name') return null;
  const walked = source.kind === 'op' && source.op === 'dict.keys' ? source.args[0] : source;
  const dict = elaborate(fn.value, scope, context);
  const same =
    (dict.kind === 'var' && walked?.kind === 'var' && walked.binding.id === dict.binding.id) ||
    (dict.kind === 'input' && walked?.kind === 'input' && walked.name === dict.name);
  return same && dict.type.kind === 'dict' ? subscript(fn.span, dict, key) : null;
}

/** A length-one helper: `not` of a truth value. */
export const not = (value: Expr): Expr => op(value.span, 'not', { kind: 'bool' }, [value]);
