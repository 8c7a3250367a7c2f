import type { Clause } from '../../language';
import { code, type Fragment } from '../text';
import { block, statement } from './code';
import type { Emitter } from './emitter';
import { letStatement } from './expressions';
import { taking } from './shapes';
import { walkSource } from './sources';

/**
 * Prints clauses as nested statements around what `inner` prints.
 * @param label of the outermost loop, for a `break` out of all of them
 */
export function loops(
  e: Emitter,
  clauses: readonly Clause[],
  inner: () => Fragment,
  label: string | null = null,
): Fragment {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return inner();
  if (clause.kind === 'let') return code`${letStatement(e, clause)}\n${loops(e, rest, inner, label)}`;
  if (clause.kind === 'if') {
    const conditions = [clause.test];
    let at = 0;
    for (let next = rest[at]; next?.kind === 'if'; next = rest[++at]) conditions.push(next.test);
    const tests = conditions.map((test) => e.value(test));
    const [first, ...others] = tests;
    if (first === undefined) return loops(e, rest, inner, label);
    const body = block([loops(e, rest.slice(at), inner, label)]);
    return statement(first, (test) => {
      const joined = others.length === 0 ? test.code : conjunction([test, ...others]);
      return code`if ${joined} ${body}`;
    });
  }
  const walked = walkSource(e, clause.source);
  const walk = clause.pattern.kind === 'name' && walked.shape.kind === 'zip' ? walked.owned() : walked;
  const pattern = taking(e, clause.pattern, walk.shape);
  const body = loops(e, rest, inner, null);
  return statement(
    walk.loop,
    (source) => code`${label === null ? '' : `'${label}: `}for ${pattern} in ${source.code} ${block([body])}`,
  );
}

function conjunction(tests: readonly { code: Fragment; prec: number }[]): Fragment {
  const AND = 6;
  return tests
    .map((t) => (t.prec >= AND ? t.code : code`(${t.code})`))
    .reduce((left, right) => code`${left} && ${right}`);
}
