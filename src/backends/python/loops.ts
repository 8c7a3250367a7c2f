import type { Clause, Collector, Comp } from '../../language';
import { code, concat, type Fragment, indent, mark } from '../text';
import { printPattern } from './comprehensions';
import { print, printTest } from './emit';
import { pythonName } from './names';

/** The statements that build a comprehension in a variable `result`, or null where an expression reads better. */
export function loopStatements(comp: Comp): readonly Fragment[] | null {
  const plan = PLANS[comp.collector.kind];
  const made = plan?.(comp.collector, comp);
  if (!made) return null;
  return [...made.before, nest(comp.clauses, made.body), ...made.after];
}

interface Plan {
  readonly before: readonly Fragment[];
  readonly body: Fragment;
  readonly after: readonly Fragment[];
}

const RESULT = code`return result`;

const PLANS: Partial<Record<Collector['kind'], (collector: Collector, comp: Comp) => Plan | null>> = {
  list: (c) =>
    c.kind === 'list'
      ? { before: [code`result = []`], body: code`result.append(${print(c.element)})`, after: [RESULT] }
      : null,
  set: (c) =>
    c.kind === 'set'
      ? { before: [code`result = set()`], body: code`result.add(${print(c.element)})`, after: [RESULT] }
      : null,
  dict: (c) =>
    c.kind === 'dict'
      ? {
          before: [code`result = {}`],
          body: code`result[${print(c.key)}] = ${print(c.value)}`,
          after: [RESULT],
        }
      : null,
  generator: (c) =>
    c.kind === 'generator' ? { before: [], body: code`yield ${print(c.element)}`, after: [] } : null,
  sum: (c) =>
    c.kind === 'sum' && c.element.type.kind === 'int'
      ? {
          before: [code`result = ${c.start ? print(c.start) : '0'}`],
          body: code`result += ${print(c.element)}`,
          after: [RESULT],
        }
      : null,
  any: (c) =>
    c.kind === 'any'
      ? { before: [], body: code`if ${printTest(c.element)}:\n    return True`, after: [code`return False`] }
      : null,
  all: (c) =>
    c.kind === 'all'
      ? {
          before: [],
          body: code`if not (${printTest(c.element)}):\n    return False`,
          after: [code`return True`],
        }
      : null,
};

function nest(clauses: readonly Clause[], body: Fragment): Fragment {
  const [first, ...rest] = clauses;
  if (!first) return body;
  const inner = nest(rest, body);
  if (first.kind === 'let')
    return concat([
      mark(code`${pythonName(first.binding.name)} = ${print(first.value)}`, first.span),
      '\n',
      inner,
    ]);
  const head =
    first.kind === 'for'
      ? code`for ${printPattern(first.pattern)} in ${print(first.source)}:`
      : code`if ${printTest(first.test)}:`;
  return concat([mark(head, first.span), '\n', indent(inner, '    ')]);
}
