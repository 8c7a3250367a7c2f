import { PRECEDENCE, paren, type Shape, type Term, term } from './term';

/** `value::TYPE`, in DuckDB and PostgreSQL. */
export function cast(value: Term, type: string, shape: Shape): Term {
  return term(shape, PRECEDENCE.cast)`${paren(value, PRECEDENCE.cast)}::${type}`;
}
