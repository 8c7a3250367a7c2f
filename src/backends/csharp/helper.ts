/** A function or class that is printed after the program when it is used. */
export interface Helper {
  /** Its name in C#; several helpers may overload one name. */
  readonly name: string;
  readonly text: string;
  /** Keys of other helpers that this one calls. */
  readonly needs?: readonly string[];
}

/** Keeps the keys as literal types. */
export const helpers = <K extends string>(table: Record<K, Helper>): Record<K, Helper> => table;
