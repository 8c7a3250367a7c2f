/** Functions that emitted programs call, each with those that it needs itself. Only what is used is printed. */
export interface Helper {
  readonly text: string;
  readonly needs?: readonly string[];
}

/** The helper that every raising one needs. */
export const raise = 'PyError';
