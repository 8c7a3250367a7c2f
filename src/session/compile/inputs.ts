import type { InputValues } from '../../backends';
import {
  BOOL,
  DATA_SIZE,
  type Encoded,
  encodeFloat,
  encodeInt,
  FLOAT,
  type InputSpec,
  int,
  interval,
  list,
  optional,
  record,
  STR,
  str,
  type Type,
} from '../../language';
import type { Column, Input, NamedInput, Scalar, ScalarType } from '../document';

/** What an int input may grow to without another program: small ints stay small ints. */
const SMALL = 2 ** 31 - 1;
const MOST_ITEMS = 1_000_000;

/** The inputs of a program as the compiler takes them: names and types. `n` is always there. */
export function inputSpecs(inputs: readonly NamedInput[]): InputSpec[] {
  const named = inputs.map(({ name, input }) => ({ name, type: inputType(input) }));
  return [DATA_SIZE, ...named];
}

/** The values of the inputs, as the runners take them; a table is a list of dicts, one a row. */
export function inputValues(inputs: readonly NamedInput[], n: number): InputValues {
  return Object.fromEntries([
    ['n', encodeInt(n)],
    ...inputs.map(({ name, input }): [string, Encoded] => [name, inputValue(input)]),
  ]);
}

function inputType(input: Input): Type {
  switch (input.kind) {
    case 'number':
      return scalarType(input.type, [input.value]);
    case 'text':
      return str(sizeOf(input.value.length));
    case 'list':
      return list(scalarType(input.type, input.values), sizeOf(input.values.length));
    case 'table': {
      const fields = input.columns.map((column, index) => ({
        name: column.name,
        type: columnType(
          column,
          input.rows.map((row) => row[index] ?? null),
        ),
      }));
      return list(record(fields), sizeOf(input.rows.length));
    }
  }
}

function columnType(column: Column, cells: readonly (Scalar | null)[]): Type {
  const type = scalarType(
    column.type,
    cells.filter((cell) => cell !== null),
  );
  return column.nullable ? optional(type) : type;
}

function scalarType(type: ScalarType, values: readonly Scalar[]): Type {
  switch (type) {
    case 'float':
      return FLOAT;
    case 'str':
      return STR;
    case 'bool':
      return BOOL;
    case 'int':
      return int(intRange(values));
  }
}

/**
 * The range of an int input: its sign and whether it is small, not its value, so that moving it within
 * reason changes an argument and not the program.
 */
function intRange(values: readonly Scalar[]) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, Number(value));
    high = Math.max(high, Number(value));
  }
  const reach =
    Math.max(Math.abs(low), Math.abs(high)) <= SMALL || low > high ? SMALL : Number.MAX_SAFE_INTEGER;
  return interval(low >= 1 ? 1 : low >= 0 ? 0 : -reach, reach);
}

function sizeOf(length: number) {
  return interval(Math.min(1, length), MOST_ITEMS);
}

function inputValue(input: Input): Encoded {
  switch (input.kind) {
    case 'number':
      return encodeScalar(input.value, input.type);
    case 'text':
      return input.value;
    case 'list':
      return input.values.map((value) => encodeScalar(value, input.type));
    case 'table':
      return input.rows.map((row) => ({
        dict: input.columns.map(({ name, type }, index): [Encoded, Encoded] => [
          name,
          encodeScalar(row[index] ?? null, type),
        ]),
      }));
  }
}

function encodeScalar(value: Scalar | null, type: ScalarType): Encoded {
  if (typeof value !== 'number') return value;
  return type === 'float' ? encodeFloat(value) : encodeInt(value);
}
