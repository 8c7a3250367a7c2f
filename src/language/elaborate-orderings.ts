import { convert, op } from './build';
import { collect } from './collect';
import { refuse } from './diagnostic';
import { elaborate } from './elaborate';
import type { Call } from './elaborate-builtins';
import { isOrderable } from './elaborate-comparisons';
import { keyFunction } from './elaborate-functions';
import { maximum, minimum, point } from './interval';
import type { Expr } from './ir';
import { requireIteration } from './iterate';
import { requireNoTies } from './total-order';
import { int, join, list, showType } from './types';

export function extreme(call: Call, kind: 'min' | 'max'): Expr {
  call.expectKeywords('key', 'default');
  const [source] = call.args;
  if (!source)
    return refuse('type-error', call.span, `\`${kind}\` needs at least one argument.`, {
      exception: 'TypeError',
    });
  if (call.args.length > 1) return extremeOf(call, kind);
  const keyAst = call.keyword('key');
  const defaultAst = call.keyword('default');
  const fallback = defaultAst ? elaborate(defaultAst, call.scope, call.context) : null;
  return collect(call.context, call.span, source, (element) => {
    const type = fallback ? join(element.type, fallback.type) : element.type;
    const valueType = type.kind === 'optional' ? type.of : type;
    const key = keyAst ? keyFunction(keyAst, valueType, source, call.scope, call.context) : null;
    const compared = key ? key.body.type : valueType;
    if (!isOrderable(compared))
      return refuse('type-error', element.span, `${showType(compared)} has no order.`, {
        exception: 'TypeError',
      });
    requireNoTies(source, key, call.span, 'Which of two equals comes first');
    return {
      type,
      collector: {
        kind,
        element: convert(element, element.type.kind === 'optional' ? type : valueType),
        key,
        fallback: fallback && convert(fallback, type),
      },
    };
  });
}

/** `max(a, b, c)`. */
function extremeOf(call: Call, kind: 'min' | 'max'): Expr {
  if (call.keyword('default'))
    return refuse('type-error', call.span, `\`${kind}\` takes \`default\` only with one iterable.`, {
      exception: 'TypeError',
    });
  const keyAst = call.keyword('key');
  const { args } = call;
  const type = args.map((a) => a.type).reduce(join);
  if (!isOrderable(type))
    return refuse('type-error', call.span, `${showType(type)} has no order.`, { exception: 'TypeError' });
  const converted = args.map((arg) => convert(arg, type));
  if (keyAst) {
    const source: Expr = {
      kind: 'display',
      of: 'list',
      span: call.span,
      type: list(type, point(args.length)),
      items: converted.map((value) => ({ kind: 'item', value })),
    };
    return collect(call.context, call.span, source, (element) => ({
      type,
      collector: {
        kind,
        element,
        key: keyFunction(keyAst, type, source, call.scope, call.context),
        fallback: null,
      },
    }));
  }
  const ranged =
    type.kind === 'int'
      ? int(
          args
            .map((a) => (a.type.kind === 'int' ? a.type.range : point(0)))
            .reduce(kind === 'min' ? minimum : maximum),
        )
      : type;
  return op(call.span, kind, ranged, type.kind === 'int' ? args : converted);
}

export function sorted(call: Call): Expr {
  call.expectKeywords('key', 'reverse');
  call.expectArity(1);
  const [source] = call.args;
  if (!source) return refuse('type-error', call.span, '`sorted` needs an iterable.');
  const iteration = requireIteration(source);
  const keyAst = call.keyword('key');
  const key = keyAst ? keyFunction(keyAst, iteration.element, source, call.scope, call.context) : null;
  const compared = key ? key.body.type : iteration.element;
  if (!isOrderable(compared))
    return refuse('type-error', call.span, `${showType(compared)} has no order.`, {
      exception: 'TypeError',
      hint: 'Give a key=… that makes numbers or strings.',
    });
  requireNoTies(source, key, call.span, 'The order of equals');
  const reverseAst = call.keyword('reverse');
  const reverse = reverseAst ? elaborate(reverseAst, call.scope, call.context) : null;
  const flag =
    reverse === null
      ? false
      : reverse.kind === 'const'
        ? Boolean(reverse.value) && reverse.value !== 0n
        : null;
  if (flag === null)
    return refuse('unsupported-argument', call.span, '`reverse` must be True or False, written out.');
  const walked =
    source.type.kind === 'tuple' ? convert(source, list(iteration.element, iteration.size)) : source;
  return {
    kind: 'sorted',
    span: call.span,
    type: list(iteration.element, iteration.size),
    source: walked,
    key,
    reverse: flag,
  };
}
