import type { Ast, CallAst } from './ast';
import { isSimple, op } from './build';
import type { Context, Scope } from './context';
import { refuse } from './diagnostic';
import { elaborate } from './elaborate';
import { BUILTINS, type Call } from './elaborate-builtins';
import { elaborateBag } from './elaborate-comprehension';
import { elaborateMath, MATH_NAMES } from './elaborate-math';
import { callMethod } from './elaborate-methods';
import { transposed } from './elaborate-nested';
import { callReduction, REDUCTIONS } from './elaborate-reductions';
import { formatTemplate } from './elaborate-templates';
import type { Expr } from './ir';

/** Builtins that do not care in which order their argument is walked, so that a list over a set may be handed over. */
const ORDER_BLIND = new Set(['sorted', 'set', 'frozenset', 'len', 'sum', 'min', 'max', 'any', 'all']);

export function isBuiltinName(name: string): boolean {
  return Object.hasOwn(BUILTINS, name) || Object.hasOwn(REDUCTIONS, name) || UNSUPPORTED[name] !== undefined;
}

/** Builtins that Python has and this language refuses, with what to do instead. */
const UNSUPPORTED: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  open: 'Load the data as an input.',
  print: 'The value of the expression is shown.',
  input: 'Add an input instead.',
  exec: 'Write the expression itself.',
  eval: 'Write the expression itself.',
  compile: 'Write the expression itself.',
  __import__: 'Only `math` is known.',
  globals: 'Use inputs.',
  locals: 'Use inputs.',
  vars: 'Use inputs.',
  dir: 'Write the names out.',
  getattr: 'Read the field with a point.',
  setattr: 'Programs here change nothing.',
  hasattr: 'The fields of an input are known.',
  delattr: 'Programs here change nothing.',
  type: 'Use isinstance(…).',
  id: 'Identities differ between languages.',
  hash: 'Hashes differ between languages.',
  object: 'Use a tuple.',
  iter: 'Walk it with `for`.',
  callable: 'Functions are not values here.',
  super: 'There are no classes here.',
  memoryview: 'Use bytes.',
  bytearray: 'Use bytes.',
  complex: 'Use pairs of floats.',
  slice: 'Write a[b:c].',
  aiter: 'Use `for`.',
  anext: 'Use next(…).',
  breakpoint: 'Hover the code instead.',
  help: '',
  property: '',
  classmethod: '',
  staticmethod: '',
  issubclass: 'Use isinstance(…).',
});

export function elaborateCall(ast: CallAst, scope: Scope, context: Context): Expr {
  const { callee } = ast;
  if (callee.kind === 'name' && scope.find(callee.name) === undefined)
    return callBuiltin(callee.name, ast, scope, context);
  if (callee.kind === 'attribute') {
    if (callee.name.startsWith('__'))
      return refuse(
        'unsupported-attribute',
        callee.nameSpan,
        `\`${callee.name}\` reaches into Python itself; programs here only see their data.`,
      );
    if (callee.value.kind === 'name' && scope.find(callee.value.name) === undefined) {
      const viaType = callThroughName(callee.value.name, callee.name, ast, scope, context);
      if (viaType) return viaType;
    }
    if (callee.name === 'format' && callee.value.kind === 'str')
      return formatTemplate(callee.value, ast, scope, context);
    return callMethod(callee, ast, scope, context);
  }
  return refuse('unsupported-call', callee.span, 'Only builtins, methods and lambdas can be called.', {
    hint: 'Inline what it does.',
  });
}

function callBuiltin(name: string, ast: CallAst, scope: Scope, context: Context): Expr {
  if (name === 'dict') return callReduction(name, callOf(name, withTuplePairs(ast), scope, context));
  if (Object.hasOwn(REDUCTIONS, name)) return callReduction(name, callOf(name, ast, scope, context));
  const star = ast.args[0];
  const rows = name === 'zip' && ast.args.length === 1 && star?.kind === 'starred' ? star.value : null;
  if (rows && rows.kind !== 'list' && rows.kind !== 'tuple') {
    makeCall(name, [], ast, scope, context).expectNoKeywords();
    return transposed(elaborate(rows, scope, context), ast.span, context);
  }
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin) return builtin(callOf(name, ast, scope, context));
  const hint = UNSUPPORTED[name];
  if (hint !== undefined)
    return refuse(
      'unsupported-call',
      ast.callee.span,
      `\`${name}\` is not part of this language.`,
      hint ? { hint } : {},
    );
  return refuse('unsupported-call', ast.callee.span, `\`${name}\` is not a builtin that can be translated.`, {
    hint: `Inline it, or declare \`${name}\` as an input.`,
  });
}

/** `dict([[k, v], …])` and `dict([k, v] for …)`: a pair that is only taken apart may as well be a tuple. */
function withTuplePairs(ast: CallAst): CallAst {
  const pair = (item: Ast): Ast =>
    item.kind === 'list' && item.items.length === 2 && item.items.every((part) => part.kind !== 'starred')
      ? { ...item, kind: 'tuple' }
      : item;
  const args = ast.args.map((arg): Ast => {
    if (arg.kind === 'list' || arg.kind === 'tuple') return { ...arg, items: arg.items.map(pair) };
    return arg.kind === 'comp' && (arg.of === 'generator' || arg.of === 'list')
      ? { ...arg, element: pair(arg.element) }
      : arg;
  });
  return { ...ast, args };
}

/** `math.sqrt(x)`, and methods called through their type: `str.upper(s)`. */
function callThroughName(
  owner: string,
  name: string,
  ast: CallAst,
  scope: Scope,
  context: Context,
): Expr | null {
  if (owner === 'math' && context.input('math') === null) {
    if (name === 'prod') return callReduction('math.prod', callOf('math.prod', ast, scope, context));
    const call = callOf(`math.${name}`, ast, scope, context);
    if (!MATH_NAMES.has(name)) return elaborateMath(name, [], ast.callee.span);
    call.expectNoKeywords();
    return elaborateMath(name, call.args, ast.span);
  }
  if (owner === 'dict' && name === 'fromkeys')
    return BUILTINS['dict.fromkeys']?.(callOf('dict.fromkeys', ast, scope, context)) ?? null;
  const isType =
    ['str', 'int', 'float', 'list', 'dict', 'set', 'tuple', 'bytes', 'frozenset'].includes(owner) &&
    context.input(owner) === null;
  const [self, ...rest] = ast.args;
  if (!isType) return null;
  if (!self || name === 'maketrans' || name === 'fromhex' || name === 'from_bytes')
    return refuse('unsupported-method', ast.callee.span, `\`${owner}.${name}\` is not understood.`);
  return callMethod(
    { kind: 'attribute', value: self, name, nameSpan: ast.callee.span, span: ast.callee.span },
    { ...ast, args: rest },
    scope,
    context,
  );
}

/** Elaborates the arguments of a call. */
export function callOf(name: string, ast: CallAst, scope: Scope, context: Context): Call {
  const values = expandStars(ast.args).filter((_, i) => !isFunctionArgument(name, i));
  const args = context.all(values.map((arg) => () => argument(name, arg, scope, context)));
  return makeCall(name, args.flat(), ast, scope, context);
}

/** Positions that hold a function or a type, not a value. */
function isFunctionArgument(name: string, index: number): boolean {
  return ((name === 'map' || name === 'filter') && index === 0) || (name === 'isinstance' && index === 1);
}

function argument(name: string, arg: Ast, scope: Scope, context: Context): readonly Expr[] {
  if (arg.kind === 'starred') return starredArguments(arg.value, scope, context);
  if (arg.kind === 'comp' && ORDER_BLIND.has(name)) return [elaborateBag(arg, scope, context)];
  return [elaborate(arg, scope, context)];
}

/** `f(*pair)` is `f(pair[0], pair[1])`. */
export function starredArguments(ast: Ast, scope: Scope, context: Context): readonly Expr[] {
  const value = elaborate(ast, scope, context);
  if (value.type.kind !== 'tuple' || !isSimple(value))
    return refuse('unsupported-argument', ast.span, '`*` arguments are understood only of a known number.', {
      hint: 'Write the arguments out, or put a star on a tuple that a name holds.',
    });
  return value.type.items.map((item, index) => op(ast.span, 'tuple.get', item, [value], { index }));
}

/** `f(*[a, b])` is `f(a, b)`. */
function expandStars(args: readonly Ast[]): readonly Ast[] {
  return args.flatMap((arg) =>
    arg.kind === 'starred' && (arg.value.kind === 'list' || arg.value.kind === 'tuple')
      ? arg.value.items
      : [arg],
  );
}

export function makeCall(
  name: string,
  args: readonly Expr[],
  ast: CallAst,
  scope: Scope,
  context: Context,
): Call {
  return {
    name,
    args,
    ast,
    scope,
    context,
    span: ast.span,
    keyword: (key) => ast.keywords.find((k) => k.name === key)?.value ?? null,
    expectNoKeywords: () => {
      const [extra] = ast.keywords;
      if (extra)
        refuse(
          'unsupported-argument',
          extra.span,
          extra.name
            ? `\`${name}\` takes no argument \`${extra.name}\` here.`
            : '`**` arguments are not understood.',
        );
    },
    expectKeywords: (...allowed) => {
      const extra = ast.keywords.find((k) => k.name === null || !allowed.includes(k.name));
      if (extra)
        refuse(
          'unsupported-argument',
          extra.span,
          extra.name
            ? `\`${name}\` takes no argument \`${extra.name}\`.`
            : '`**` arguments are not understood.',
          { hint: `It takes ${allowed.join(', ')}.` },
        );
    },
    expectArity: (min, max = min) => {
      if (args.length < min || args.length > max)
        refuse(
          'type-error',
          ast.span,
          `\`${name}\` takes ${min === max ? min : `${min} to ${max}`} argument${max === 1 ? '' : 's'}, and gets ${args.length}.`,
          { exception: 'TypeError' },
        );
    },
  };
}
