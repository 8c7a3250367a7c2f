import type { Ast, CallAst, LambdaAst, NameAst } from './ast';
import { constant, convert, isSimple, narrow, op, variable } from './build';
import type { Context, Scope } from './context';
import { Poisoned } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborateCall, isBuiltinName } from './elaborate-calls';
import { elaborateCompare } from './elaborate-comparisons';
import { elaborateComprehension } from './elaborate-comprehension';
import { elaborateDisplay } from './elaborate-displays';
import { elaborateFString } from './elaborate-format';
import { elaborateMath } from './elaborate-math';
import { elaborateBinary, elaborateUnary } from './elaborate-operators';
import { elaborateSubscript } from './elaborate-subscripts';
import type { Binding, Expr } from './ir';
import { narrowings } from './narrow';
import { BOOL, join, showType } from './types';

/** Python syntax → typed IR. Reports into the context; throws `Refusal` or `Poisoned` when there is no IR. */
export function elaborate(ast: Ast, scope: Scope, context: Context): Expr {
  switch (ast.kind) {
    case 'number':
      return constant(ast.span, typeof ast.value === 'bigint' ? ast.value : { float: ast.value });
    case 'str':
      return constant(ast.span, ast.value);
    case 'bytes':
      return constant(ast.span, { bytes: ast.value });
    case 'constant':
      return constant(ast.span, ast.value);
    case 'fstring':
      return elaborateFString(ast, scope, context);
    case 'name':
      return elaborateName(ast, scope, context);
    case 'attribute':
      return elaborateAttribute(ast, scope, context);
    case 'subscript':
      return elaborateSubscript(ast, scope, context);
    case 'call':
      return ast.callee.kind === 'lambda'
        ? callLambda(ast.callee, ast, scope, context)
        : elaborateCall(ast, scope, context);
    case 'unary':
      return elaborateUnary(ast, scope, context);
    case 'binary':
      return elaborateBinary(ast, scope, context);
    case 'compare':
      return elaborateCompare(ast, scope, context);
    case 'boolean':
      return elaborateBoolean(ast, scope, context);
    case 'conditional':
      return elaborateConditional(ast, scope, context);
    case 'walrus':
      return elaborateWalrus(ast, scope, context);
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
      return elaborateDisplay(ast, scope, context);
    case 'comp':
      return elaborateComprehension(ast, scope, context);
    case 'starred':
      return refuse('syntax-error', ast.span, "can't use starred expression here", {
        exception: 'SyntaxError',
      });
    case 'missing':
      throw new Poisoned();
    case 'lambda':
      return refuse(
        'unsupported-syntax',
        ast.span,
        'A lambda is understood as `key=`, in `map` and `filter`, and where it is called at once.',
        {
          hint: 'Write its body in place.',
        },
      );
  }
}

/** A condition: any type, made a bool. */
export function elaborateTest(ast: Ast, scope: Scope, context: Context): Expr {
  if (ast.kind === 'boolean') {
    const left = context.attempt(() => elaborateTest(ast.left, scope, context));
    const inner = left ? scope.with(narrowings(ast.left, left, scope, ast.op === 'and')) : scope;
    const right = context.attempt(() => context.maybe(() => elaborateTest(ast.right, inner, context)));
    if (!left || !right) throw new Poisoned();
    return { kind: 'logic', op: ast.op, span: ast.span, type: BOOL, left, right };
  }
  if (ast.kind === 'unary' && ast.op === 'not')
    return op(ast.span, 'not', BOOL, [elaborateTest(ast.value, scope, context)]);
  return truth(elaborate(ast, scope, context));
}

export function truth(value: Expr): Expr {
  return value.type.kind === 'bool' ? value : op(value.span, 'truth', BOOL, [value]);
}

/** Gives a non-trivial value a name, so that it can be used twice. */
export function named(value: Expr, hint: string, context: Context, body: (read: Expr) => Expr): Expr {
  if (isSimple(value)) return body(value);
  const binding = context.bind(hint, value.type);
  const inside = body(variable(value.span, binding));
  return { kind: 'let', span: value.span, type: inside.type, binding, value, body: inside };
}

function elaborateName(ast: NameAst, scope: Scope, context: Context): Expr {
  const local = scope.find(ast.name);
  if (local === null) throw new Poisoned();
  if (local === 'unbound') {
    return refuse(
      'unknown-name',
      ast.span,
      `\`${ast.name}\` is read before the \`for\` of this comprehension that binds it.`,
      {
        exception: 'UnboundLocalError',
        hint: 'Put that `for` first, or use another name.',
      },
    );
  }
  if (local !== undefined) return { ...local, span: ast.span };
  const assigned = context.assigned.get(ast.name);
  if (assigned) return variable(ast.span, assigned);
  const input = context.input(ast.name);
  if (input) return { kind: 'input', span: ast.span, name: input.name, type: input.type };
  if (context.walrusNames.has(ast.name)) {
    return refuse('walrus-scope', ast.span, `\`${ast.name}\` may be read here before \`:=\` has set it.`, {
      hint: 'Set it earlier in the same clause.',
    });
  }
  if (isBuiltinName(ast.name)) {
    return refuse('unsupported-syntax', ast.span, `The function \`${ast.name}\` can only be called here.`, {
      hint: `Call it: ${ast.name}(…).`,
    });
  }
  return refuse('unknown-name', ast.span, `\`${ast.name}\` is not an input yet.`, {
    hint: `Add \`${ast.name}\` as an input, or rename it.`,
  });
}

function elaborateAttribute(ast: Extract<Ast, { kind: 'attribute' }>, scope: Scope, context: Context): Expr {
  if (ast.value.kind === 'name' && ast.value.name === 'math' && scope.find('math') === undefined) {
    return elaborateMath(ast.name, null, ast.span);
  }
  if (ast.name.startsWith('__')) {
    return refuse(
      'unsupported-attribute',
      ast.nameSpan,
      `\`${ast.name}\` reaches into Python itself; programs here only see their data.`,
    );
  }
  if (
    ast.value.kind === 'name' &&
    isBuiltinName(ast.value.name) &&
    scope.find(ast.value.name) === undefined &&
    context.input(ast.value.name) === null
  ) {
    return refuse(
      'unsupported-attribute',
      ast.nameSpan,
      `The builtin \`${ast.value.name}\` has no attribute \`${ast.name}\` that programs here can read.`,
      {
        exception: 'AttributeError',
        hint: `Call it, or rename the input that \`${ast.value.name}\` was meant to be.`,
      },
    );
  }
  const proved = ast.value.kind === 'name' ? scope.findField(ast.value.name, ast.name) : undefined;
  if (proved) return { ...proved, span: ast.span };
  const value = elaborate(ast.value, scope, context);
  if (value.type.kind === 'record') {
    const field = value.type.fields.find((f) => f.name === ast.name);
    if (field) return op(ast.span, 'record.get', field.type, [value], { field: field.name });
    const known = value.type.fields.map((f) => f.name).join(', ');
    return refuse('unsupported-attribute', ast.nameSpan, `This record has no field \`${ast.name}\`.`, {
      hint: `Its fields are ${known}.`,
    });
  }
  return refuse(
    'unsupported-attribute',
    ast.nameSpan,
    `\`.${ast.name}\` can't be read from ${showType(value.type)}.`,
    {
      hint: 'Call a method, or read a field of a table row.',
    },
  );
}

function elaborateConditional(
  ast: Extract<Ast, { kind: 'conditional' }>,
  scope: Scope,
  context: Context,
): Expr {
  const test = elaborateTest(ast.test, scope, context);
  const [then, otherwise] = context.all([
    () =>
      context.maybe(() => elaborate(ast.then, scope.with(narrowings(ast.test, test, scope, true)), context)),
    () =>
      context.maybe(() =>
        elaborate(ast.otherwise, scope.with(narrowings(ast.test, test, scope, false)), context),
      ),
  ]);
  if (!then || !otherwise) throw new Poisoned();
  return choose(ast.span, test, then, otherwise);
}

/** `then if test else otherwise` with both arms converted to their join. */
export function choose(span: Span, test: Expr, then: Expr, otherwise: Expr): Expr {
  const type = join(then.type, otherwise.type);
  return { kind: 'if', span, type, test, then: convert(then, type), otherwise: convert(otherwise, type) };
}

/** `and` / `or` as a value: the left operand itself where it decides. */
function elaborateBoolean(ast: Extract<Ast, { kind: 'boolean' }>, scope: Scope, context: Context): Expr {
  const left = elaborate(ast.left, scope, context);
  const inner = scope.with(narrowings(ast.left, left, scope, ast.op === 'and'));
  const right = context.maybe(() => elaborate(ast.right, inner, context));
  if (left.type.kind === 'bool' && right.type.kind === 'bool') {
    return { kind: 'logic', op: ast.op, span: ast.span, type: BOOL, left, right };
  }
  return named(left, 'value', context, (read) => {
    const kept = ast.op === 'or' && read.type.kind === 'optional' ? narrow(read, read.type.of) : read;
    return ast.op === 'and'
      ? choose(ast.span, truth(read), right, kept)
      : choose(ast.span, truth(read), kept, right);
  });
}

function elaborateWalrus(ast: Extract<Ast, { kind: 'walrus' }>, scope: Scope, context: Context): Expr {
  const value = elaborate(ast.value, scope, context);
  const name = ast.target.name;
  if (context.input(name)) {
    return refuse('walrus-scope', ast.target.span, `\`${name}\` is an input; \`:=\` can't change it.`, {
      hint: 'Use another name.',
    });
  }
  const binding: Binding = context.bind(name, value.type);
  context.variables.push(binding);
  context.walrusNames.add(name);
  context.assigned = new Map([...context.assigned, [name, binding]]);
  return { kind: 'assign', span: ast.span, type: value.type, binding, value };
}

/** `(lambda a, b: body)(x, y)`: the parameters become `let`s. */
function callLambda(lambda: LambdaAst, call: CallAst, scope: Scope, context: Context): Expr {
  if (call.keywords.length > 0 || call.args.some((a) => a.kind === 'starred')) {
    return refuse(
      'unsupported-argument',
      call.span,
      'A lambda called at once takes plain positional arguments.',
    );
  }
  const args = context.all(call.args.map((arg) => () => elaborate(arg, scope, context)));
  return applyLambda(lambda, args, call.span, scope, context);
}

/** The body of a lambda with its parameters bound to already elaborated arguments. */
export function applyLambda(
  lambda: LambdaAst,
  args: readonly Expr[],
  span: Span,
  scope: Scope,
  context: Context,
): Expr {
  const required = lambda.parameters.filter((p) => p.default === null).length;
  if (args.length < required || args.length > lambda.parameters.length) {
    return refuse(
      'type-error',
      span,
      `The lambda takes ${lambda.parameters.length} arguments, and gets ${args.length}.`,
      { exception: 'TypeError' },
    );
  }
  const bound: [string, Expr][] = [];
  const lets: { binding: Binding; value: Expr }[] = [];
  lambda.parameters.forEach((parameter, i) => {
    const value = args[i] ?? (parameter.default ? elaborate(parameter.default, scope, context) : null);
    if (value === null) throw new Poisoned();
    if (isSimple(value)) {
      bound.push([parameter.name, value]);
      return;
    }
    const binding = context.bind(parameter.name, value.type);
    lets.push({ binding, value });
    bound.push([parameter.name, variable(parameter.span, binding)]);
  });
  const body = elaborate(lambda.body, scope.with(bound), context);
  return lets.reduceRight<Expr>(
    (inner, { binding, value }) => ({ kind: 'let', span, type: inner.type, binding, value, body: inner }),
    body,
  );
}
