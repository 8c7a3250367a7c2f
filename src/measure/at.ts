/** An element of an array that is known to have it; NaN otherwise, which no sum hides. */
export const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN;
