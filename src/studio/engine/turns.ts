/** The rank of what nobody waits for. */
export const LAST = Infinity;

interface Waiting {
  readonly rank: number;
  begin(): void;
}

/** One turn at a time. Whoever waits comes by rank, the lowest first; equal ranks in the order in which they came. */
export class Turns {
  private readonly waiting: Waiting[] = [];
  private isTaken = false;

  /** Works when its turn comes; nothing else works meanwhile. @throws what the work throws */
  async take<T>(rank: number, work: () => Promise<T>): Promise<T> {
    if (this.isTaken) await new Promise<void>((begin) => this.wait({ rank, begin }));
    this.isTaken = true;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next.begin();
      else this.isTaken = false;
    }
  }

  private wait(waiting: Waiting): void {
    const later = this.waiting.findIndex(({ rank }) => rank > waiting.rank);
    this.waiting.splice(later < 0 ? this.waiting.length : later, 0, waiting);
  }
}
