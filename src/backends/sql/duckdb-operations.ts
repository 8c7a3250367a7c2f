import { contains, type Interval } from '../../language';
import type { Printers } from './dialect';
import { cast } from './duckdb-cast';
import { DUCKDB_CHARACTERS } from './duckdb-characters';
import { DUCKDB_CONTAINERS } from './duckdb-containers';
import { DUCKDB_FORMAT } from './duckdb-format';
import { DUCKDB_MATH } from './duckdb-math';
import { DUCKDB_TEXT } from './duckdb-text';
import { COMPARE_OPERATIONS } from './operations-compare';
import { CONTAINER_OPERATIONS } from './operations-containers';
import { FLOAT_OPERATIONS } from './operations-float';
import { INT_OPERATIONS, one, rangeOf, repeated, two } from './operations-int';
import { call, caseWhen, compare, INT64_SHAPE, type Shape, term } from './term';

const HUGE: Shape = { kind: 'int', bits: 128 };
/** Below this the square root of a double is far enough from the next whole number. */
const ROOTS: Interval = { min: 0n, max: 2n ** 52n };

/** Every operation that DuckDB has an exact counterpart of. */
export const DUCKDB_OPERATIONS: Printers = {
  ...INT_OPERATIONS,
  ...FLOAT_OPERATIONS,
  ...DUCKDB_MATH,
  ...COMPARE_OPERATIONS,
  ...CONTAINER_OPERATIONS,
  ...DUCKDB_CONTAINERS,
  ...DUCKDB_CHARACTERS,
  ...DUCKDB_TEXT,
  ...DUCKDB_FORMAT,
  'int.bit_count': (emitter, node) =>
    cast(
      call(INT64_SHAPE, 'bit_count', call(INT64_SHAPE, 'abs', emitter.narrow(one(emitter, node)))),
      'BIGINT',
      INT64_SHAPE,
    ),
  'int.bit_length': (emitter, node) => {
    const value = one(emitter, node);
    repeated(emitter, node, value);
    const zero = compare(value, '=', term(INT64_SHAPE)`0`);
    return caseWhen(INT64_SHAPE, zero, '0', term(INT64_SHAPE)`length(bin(abs(${emitter.narrow(value)})))`);
  },
  'math.gcd': (emitter, node) => call(HUGE, 'gcd', ...two(emitter, node)),
  'math.lcm': (emitter, node) => call(HUGE, 'lcm', ...two(emitter, node)),
  'math.isqrt': (emitter, node) => {
    const [arg] = node.args;
    if (!arg || !contains(ROOTS, rangeOf(arg.type)))
      return emitter.refuse('unsupported-operation', node.span, 'Roots of ints past 2^52 are not exact.');
    return cast(
      call(INT64_SHAPE, 'floor', call(INT64_SHAPE, 'sqrt', one(emitter, node))),
      'BIGINT',
      INT64_SHAPE,
    );
  },
};
