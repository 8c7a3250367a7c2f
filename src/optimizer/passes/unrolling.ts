import {
  BOOL,
  type Comp,
  constant,
  constantOf,
  convert,
  type Expr,
  int,
  isSimple,
  type OpName,
  op,
} from '../../language';
import type { Pass } from '../pass';
import { Fresh, hasAssignment, replaceReads, rewriteComps } from '../rewriting';

/** Writes a short loop out, term by term. */
export const unrolling: Pass = {
  id: 'unrolling',
  title: 'Unrolling',
  precondition:
    'One `for` over a constant range or a display of plain items, no test, at most `factor` rounds.',
  parameters: [{ name: 'factor', min: 1, max: 64, value: 8, meaning: 'rounds that are written out at most' }],
  apply: (body, { factor = 8 }) => {
    const fresh = new Fresh(body);
    return rewriteComps(body, (comp) => unroll(comp, factor, fresh) ?? comp);
  },
};

function unroll(comp: Comp, factor: number, fresh: Fresh): Expr | null {
  const [clause] = comp.clauses;
  if (
    comp.clauses.length !== 1 ||
    clause?.kind !== 'for' ||
    clause.pattern.kind !== 'name' ||
    hasAssignment(comp)
  )
    return null;
  const items = itemsOf(clause.source, factor);
  if (!items) return null;
  const { binding } = clause.pattern;
  const term = (expr: Expr, item: Expr): Expr =>
    fresh.copy(replaceReads(expr, binding.id, convert(item, binding.type)));
  return combine(comp, items, term);
}

/** The items of a source when they are few and cost nothing. */
function itemsOf(source: Expr, most: number): readonly Expr[] | null {
  if (
    source.kind === 'display' &&
    (source.of === 'list' || source.of === 'sequence') &&
    source.items.length <= most &&
    source.items.length > 0
  ) {
    const items = source.items.map((item) =>
      item.kind === 'item' && isSimple(item.value) ? item.value : null,
    );
    return items.every((item) => item !== null) ? items : null;
  }
  if (source.kind !== 'op' || source.op !== 'range') return null;
  const [start, stop, step] = source.args.map((arg) =>
    arg.type.kind === 'int' ? constantOf(arg.type.range) : null,
  );
  if (
    start === null ||
    stop === null ||
    step === null ||
    start === undefined ||
    stop === undefined ||
    step === undefined ||
    step === 0n
  )
    return null;
  const items: Expr[] = [];
  for (let i = start; step > 0n ? i < stop : i > stop; i += step) {
    if (items.length >= most) return null;
    items.push(constant(source.span, i));
  }
  return items.length === 0 ? null : items;
}

function combine(comp: Comp, items: readonly Expr[], term: (expr: Expr, item: Expr) => Expr): Expr | null {
  const { collector, span, type } = comp;
  const chain = (name: OpName, parts: readonly Expr[]): Expr =>
    parts.reduce((left, right) => op(span, name, type, [left, right]));
  switch (collector.kind) {
    case 'sum':
    case 'prod': {
      if (type.kind !== 'int' || collector.element.type.kind !== 'int') return null;
      const terms = items.map((item) => term(collector.element, item));
      return convert(
        chain(
          collector.kind === 'sum' ? 'int.add' : 'int.mul',
          collector.start ? [collector.start, ...terms] : terms,
        ),
        int(type.range),
      );
    }
    case 'list':
      return {
        kind: 'display',
        of: 'list',
        span,
        type,
        items: items.map((item) => ({ kind: 'item', value: term(collector.element, item) })),
      };
    case 'any':
    case 'all': {
      const tests = items.map((item) => term(collector.element, item));
      return tests.reduce((left, right) => ({
        kind: 'logic',
        op: collector.kind === 'any' ? 'or' : 'and',
        span,
        type: BOOL,
        left,
        right,
      }));
    }
    default:
      return null;
  }
}
