/** A runtime function or type that is printed after the program when it is used. */
export interface Helper {
  readonly text: string;
  /** Other helpers that this one calls. */
  readonly needs?: readonly string[];
  /** Paths to import. */
  readonly uses?: readonly string[];
}

/** Keeps the names as literal types. */
export const helpers = <K extends string>(table: Record<K, Helper>): Record<K, Helper> => table;
