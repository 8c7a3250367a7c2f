import type { Chunk } from './chunk';
import type { Head } from './event-log';
import { ErasedError, type Store } from './store';

/** Chunks in memory, for when the browser gives no storage: gone when the page closes. */
export class MemoryStore implements Store {
  private readonly stored = new Map<string, { head: Head; chunks: Chunk[] }>();
  private readonly erased = new Set<string>();

  async append(added: readonly Chunk[], head: Head): Promise<void> {
    if (this.erased.has(head.session)) throw new ErasedError();
    const chunks = this.stored.get(head.session)?.chunks ?? [];
    chunks.push(...added);
    this.stored.set(head.session, { head, chunks });
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

  async replace(head: Head, chunks: readonly Chunk[]): Promise<boolean> {
    if (this.stored.get(head.session)?.head.events !== head.events) return false;
    this.stored.set(head.session, { head, chunks: [...chunks] });
    return true;
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
