import { concat, type Fragment, indent } from '../text';
import { oneLine } from './lines';
import { joinTerms, type Piece, PRECEDENCE, paren, type Shape, type Term, wrap } from './term';

/** A SELECT, taken apart. */
export interface Query {
  readonly ctes?: readonly { readonly name: string; readonly query: Query }[];
  readonly distinct?: boolean;
  readonly columns: readonly Piece[];
  readonly from: readonly Piece[];
  readonly where: readonly Term[];
  readonly group?: readonly Piece[];
  readonly order: readonly Piece[];
  readonly limit?: Piece;
}

/** Queries up to this many characters stay on one line inside an expression. */
const ONE_LINE = 72;

/** The clauses of a query, one a line. */
export function printQuery(query: Query): Fragment {
  const ctes = query.ctes ?? [];
  const head =
    ctes.length === 0
      ? []
      : [
          concat([
            'WITH ',
            joinTerms(
              ctes.map((cte) => concat([`${cte.name} AS (\n`, indent(printQuery(cte.query), '  '), '\n)'])),
              ',\n',
            ),
          ]),
        ];
  return joinTerms([...head, ...clauses(query)], '\n');
}

function clauses(query: Query): Fragment[] {
  const lines: Fragment[] = [];
  lines.push(concat([query.distinct ? 'SELECT DISTINCT ' : 'SELECT ', joinTerms(query.columns, ', ')]));
  if (query.from.length > 0)
    lines.push(concat(['FROM ', joinTerms(query.from, query.from.length > 2 ? ',\n     ' : ', ')]));
  if (query.where.length > 0) {
    const tests = query.where.length === 1 ? query.where : query.where.map((t) => paren(t, PRECEDENCE.and));
    lines.push(concat(['WHERE ', joinTerms(tests, '\n  AND ')]));
  }
  if (query.group && query.group.length > 0) lines.push(concat(['GROUP BY ', joinTerms(query.group, ', ')]));
  if (query.order.length > 0) lines.push(concat(['ORDER BY ', joinTerms(query.order, ', ')]));
  if (query.limit !== undefined) lines.push(concat(['LIMIT ', joinTerms([query.limit], '')]));
  return lines;
}

/** The query between `open` and `close`, on one line when it is short. */
export function nested(open: string, query: Query, close: string, shape: Shape): Term {
  const whole = printQuery(query);
  const line = whole.text.length <= ONE_LINE ? oneLine(whole) : null;
  const fragment =
    line === null ? concat([open, '\n', indent(whole, '  '), `\n${close}`]) : concat([open, line, close]);
  const parts = [
    ...query.columns,
    ...query.from,
    ...query.where,
    ...(query.group ?? []),
    ...query.order,
    ...(query.ctes ?? []).flatMap((cte) => [...cte.query.columns, ...cte.query.from, ...cte.query.where]),
  ];
  return { ...wrap(fragment, shape, undefined, parts), query: true };
}
