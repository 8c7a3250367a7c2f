import type { Clause, Comp } from '../../language';
import { code, concat, type Fragment, indent, mark } from '../text';
import { pattern, source } from './comprehensions';
import type { Emitter } from './emitter';
import { LEVEL } from './printed';
import { isBig, juliaType, keyType } from './types';

/** The outermost comprehension as statements, or null where an expression reads better. */
export function loopStatements(emitter: Emitter, comp: Comp): Fragment | null {
  const { collector, type, span } = comp;
  switch (collector.kind) {
    case 'list':
      return around(
        emitter,
        comp,
        code`result = ${juliaType(collector.element.type, span)}[]`,
        code`push!(result, ${emitter.print(collector.element)})`,
        'result',
      );
    case 'set':
      return around(
        emitter,
        comp,
        code`result = Set{${keyType(collector.element.type, span)}}()`,
        code`push!(result, ${emitter.print(collector.element)})`,
        'result',
      );
    case 'dict': {
      emitter.use('OrderedDict');
      const empty = code`result = OrderedDict{${keyType(collector.key.type, span)},${juliaType(collector.value.type, span)}}()`;
      return around(
        emitter,
        comp,
        empty,
        code`result[${emitter.print(collector.key)}] = ${emitter.print(collector.value)}`,
        'result',
      );
    }
    case 'sum':
      if (type.kind !== 'int') return null;
      return around(
        emitter,
        comp,
        code`total = ${collector.start ? (isBig(type) ? emitter.big(collector.start) : emitter.print(collector.start)) : isBig(type) ? 'big(0)' : '0'}`,
        code`total += ${emitter.print(collector.element)}`,
        'total',
      );
    case 'any':
      return around(
        emitter,
        comp,
        null,
        code`${emitter.print(collector.element, LEVEL.and)} && return true`,
        'false',
      );
    case 'all':
      return around(
        emitter,
        comp,
        null,
        code`${emitter.print(collector.element, LEVEL.or)} || return false`,
        'true',
      );
    default:
      return null;
  }
}

function around(
  emitter: Emitter,
  comp: Comp,
  before: Fragment | null,
  body: Fragment,
  result: string,
): Fragment {
  return concat([...(before ? [before, '\n'] : []), nest(emitter, comp.clauses, body), '\n', result]);
}

function nest(emitter: Emitter, clauses: readonly Clause[], body: Fragment): Fragment {
  const [first, ...rest] = clauses;
  if (!first) return body;
  const inner = nest(emitter, rest, body);
  if (first.kind === 'let')
    return concat([
      mark(code`${emitter.name(first.binding)} = ${emitter.print(first.value)}`, first.span),
      '\n',
      inner,
    ]);
  const head =
    first.kind === 'for'
      ? code`for ${pattern(emitter, first.pattern)} in ${source(emitter, first.source)}`
      : code`if ${emitter.print(first.test)}`;
  return concat([mark(head, first.span), '\n', indent(inner, '    '), '\nend']);
}
