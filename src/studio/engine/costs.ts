import type { ChannelId } from '../../session';

/** Only for the order of the channels that have not followed a change yet, in ms: compiled, interpreted, a database, a process. */
const UNKNOWN: Readonly<Record<ChannelId, number>> = {
  wasm: 20,
  typescript: 30,
  python: 50,
  sql: 100,
  rust: 1_000,
  go: 1_000,
  csharp: 2_000,
  julia: 4_000,
};

/** What it takes each channel to follow a change: the performer sees the first answer sooner when the cheapest goes first. */
export class Costs {
  private readonly known = new Map<ChannelId, number>();

  /** ms from a change to samples, as far as the channel itself is at work. */
  expected(id: ChannelId): number {
    return this.known.get(id) ?? UNKNOWN[id];
  }

  /** What it took the last time, in ms. */
  took(id: ChannelId, milliseconds: number): void {
    this.known.set(id, milliseconds);
  }

  /** The one that is expected to take the least. */
  cheapest(ids: readonly ChannelId[]): ChannelId | undefined {
    return [...ids].sort((a, b) => this.expected(a) - this.expected(b))[0];
  }
}
