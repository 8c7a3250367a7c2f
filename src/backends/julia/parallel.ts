import { type Comp, isSimple, mayRaise, type Program } from '../../language';
import { code, type Fragment } from '../text';
import { generator } from './comprehensions';
import { CHUNK, type Emitter } from './emitter';
import { isBig, juliaType } from './types';

/** Why a program is not split over threads, in a sentence; null when it is. */
export function objection({ body, variables }: Program): string | null {
  if (body.kind !== 'comp' || (body.collector.kind !== 'list' && body.collector.kind !== 'sum'))
    return 'Only lists and sums of ints are split over threads.';
  if (body.collector.kind === 'sum' && body.type.kind !== 'int')
    return 'A float total keeps its order, so it stays on one thread.';
  const [first] = body.clauses;
  const kind = first?.kind === 'for' ? first.source.type.kind : null;
  if (kind !== 'range' && kind !== 'list') return 'Only ranges and lists are split over threads.';
  if (mayRaise(body))
    return 'An exception has to be the first one, so a program that can raise stays on one thread.';
  return variables.length > 0 ? 'An assignment is seen by later rounds, so they stay on one thread.' : null;
}

/** The outermost `for` in chunks, one a thread; the parts are put together in order. */
export function parallelStatements(emitter: Emitter, comp: Comp, threads: number): Fragment {
  const [first, ...rest] = comp.clauses;
  const { collector, span, type } = comp;
  if (first?.kind !== 'for' || (collector.kind !== 'list' && collector.kind !== 'sum'))
    return emitter.print(comp);
  const chunk = {
    ...first,
    source: {
      kind: 'var',
      span: first.source.span,
      type: first.source.type,
      binding: { ...CHUNK, type: first.source.type },
    },
  } as const;
  const items = generator(emitter, [chunk, ...rest], emitter.print(collector.element));
  const element = juliaType(collector.kind === 'sum' ? type : collector.element.type, span);
  const zero = isBig(type) ? 'big(0)' : '0';
  const part =
    collector.kind === 'sum' ? code`foldl(+, (${items}); init=${zero})` : code`${element}[${items}]`;
  const parts = collector.kind === 'sum' ? `Vector{${element}}` : `Vector{Vector{${element}}}`;
  const start =
    collector.kind === 'sum' && collector.start && isSimple(collector.start)
      ? emitter.print(collector.start)
      : collector.kind === 'sum' && collector.start
        ? code`(${emitter.print(collector.start)})`
        : code`${zero}`;
  const together =
    collector.kind === 'sum'
      ? code`foldl(+, parts; init=${start})`
      : code`reduce(vcat, parts; init=${element}[])`;
  return code`source = ${emitter.print(first.source)}
chunks = collect(Iterators.partition(source, max(cld(length(source), ${threads}), 1)))
parts = ${parts}(undef, length(chunks))
Threads.@threads for slot in eachindex(chunks)
    chunk = chunks[slot]
    parts[slot] = ${part}
end
${together}`;
}
