import type { Chunk } from './chunk';
import type { Head } from './event-log';
import { ErasedError, type Store } from './store';

/** Chunks in memory, for when the browser gives no storage: gone when the page closes. */
export class MemoryStore implements Store {
  private readonly stored = new Map<string, { head: Head; chunks: Chunk[] }>();
  private readonly erased = new Set<string>();

  async append(chunk: Chunk, head: Head): Promise<void> {
    if (this.erased.has(chunk.session)) throw new ErasedError();
    const known = this.stored.get(chunk.session);
    this.stored.set(chunk.session, { head, chunks: [...(known?.chunks ?? []), chunk] });
  }

  async head(session: string): Promise<Head | undefined> {
    return this.stored.get(session)?.head;
  }

  async heads(): Promise<readonly Head[]> {
    return [...this.stored.values()].map(({ head }) => head);
  }

  async *chunks(session: string): AsyncGenerator<Chunk> {
    yield* this.stored.get(session)?.chunks ?? [];
  }

  async replace(head: Head, chunks: readonly Chunk[]): Promise<void> {
    this.stored.set(head.session, { head, chunks: [...chunks] });
  }

  async erase(sessions: readonly string[]): Promise<void> {
    for (const session of sessions) {
      this.stored.delete(session);
      this.erased.add(session);
    }
  }

  async isErased(session: string): Promise<boolean> {
    return this.erased.has(session);
  }

  close(): void {}
}
