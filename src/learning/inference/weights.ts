/** Name -> shape, in the order in which weights are stored. */
export type Shapes = Readonly<Record<string, readonly [number, number] | readonly [number]>>;

/** Weights as plain data: float32 in row-major order, all arrays one after the other. */
export interface Weights {
  readonly shapes: Shapes;
  readonly values: Float32Array;
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

export function countOf(shapes: Shapes): number {
  return Object.values(shapes).reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** Each named array of the weights, without a copy. */
export function arraysOf({ shapes, values }: Weights): Readonly<Record<string, Float32Array>> {
  let at = 0;
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const array = values.subarray(at, at + sizeOf(shape));
      at += array.length;
      return [name, array];
    }),
  );
}
