/** A sequence of small numbers that decides everything about a generated program; behind its end all are 0. */
export class Tape {
  private at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  /** From 0 to `limit - 1`. */
  below(limit: number): number {
    const value = this.numbers[this.at] ?? 0;
    this.at++;
    return value % limit;
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === times - 1;
  }

  /** One of the items; the first is what a shrunk program has. */
  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** Runs one of the makers. */
  make<T>(makers: readonly [() => T, ...(() => T)[]]): T {
    return this.pick(makers)();
  }
}
