import type { Scalar } from './low-syntax';

/**
 * A folded WAT expression of one scalar. `stable` ones mean the same wherever later in the same iteration they are
 * evaluated (constants, reads of variables that are set once, pure arithmetic on those); others must be evaluated in
 * their place.
 */
export interface Value {
  readonly type: Scalar;
  readonly text: string;
  readonly stable: boolean;
}

/** The slots of one value. */
export type Values = readonly Value[];

export const i32 = (value: number): Value => ({ type: 'i32', text: `(i32.const ${value})`, stable: true });
export const i64 = (value: bigint | number): Value => ({
  type: 'i64',
  text: `(i64.const ${value})`,
  stable: true,
});

export function f64(value: number): Value {
  const text = Number.isNaN(value)
    ? 'nan'
    : value === Infinity
      ? 'inf'
      : value === -Infinity
        ? '-inf'
        : Object.is(value, -0)
          ? '-0'
          : String(value);
  return { type: 'f64', text: `(f64.const ${text})`, stable: true };
}

export const zero = (type: Scalar): Value => (type === 'f64' ? f64(0) : type === 'i64' ? i64(0) : i32(0));

/** A pure instruction that can't trap. */
export function pure(instruction: string, type: Scalar, ...args: readonly Value[]): Value {
  return { type, text: folded(instruction, args), stable: args.every((a) => a.stable) };
}

/** A load, a trapping instruction or anything else that must stay in its place. */
export function effect(instruction: string, type: Scalar, ...args: readonly Value[]): Value {
  return { type, text: folded(instruction, args), stable: false };
}

export const call = (name: string, type: Scalar, ...args: readonly Value[]): Value =>
  effect(`call $${name}`, type, ...args);

export function load(type: Scalar, address: Value, offset: number): Value {
  return effect(offset === 0 ? `${type}.load` : `${type}.load offset=${offset}`, type, address);
}

export function store(address: Value, offset: number, value: Value): string {
  return folded(offset === 0 ? `${value.type}.store` : `${value.type}.store offset=${offset}`, [
    address,
    value,
  ]);
}

export function folded(instruction: string, args: readonly Value[]): string {
  return `(${[instruction, ...args.map((a) => a.text)].join(' ')})`;
}

export const not = (value: Value): Value => pure('i32.eqz', 'i32', value);
export const add = (a: Value, b: Value): Value => pure(`${a.type}.add`, a.type, a, b);
export const sub = (a: Value, b: Value): Value => pure(`${a.type}.sub`, a.type, a, b);
export const mul = (a: Value, b: Value): Value => pure(`${a.type}.mul`, a.type, a, b);
export const wrap = (a: Value): Value => pure('i32.wrap_i64', 'i32', a);
export const extend = (a: Value): Value => pure('i64.extend_i32_u', 'i64', a);

const COMPARE = { eq: 'eq', ne: 'ne', lt: 'lt_s', le: 'le_s', gt: 'gt_s', ge: 'ge_s' } as const;
export type Comparison = keyof typeof COMPARE;

/** A comparison of two scalars of one type, ints signed. */
export function compare(op: Comparison, a: Value, b: Value): Value {
  return pure(`${a.type}.${a.type === 'f64' ? op : COMPARE[op]}`, 'i32', a, b);
}

/** The value of a constant expression of this text, if it is an integer one. */
export function constantOfValue(value: Value): bigint | null {
  const match = /^\(i(?:32|64)\.const (-?\d+)\)$/.exec(value.text);
  return match?.[1] === undefined ? null : BigInt(match[1]);
}
