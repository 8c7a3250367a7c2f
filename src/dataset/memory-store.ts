import type { Chunk } from './chunk';
import type { Head } from './event-log';
import { sha256Hex } from './hash';
import { ErasedError, type Store, type Tombstone } from './store';

/** Chunks in memory, for when the browser gives no storage: gone when the page closes. */
export class MemoryStore implements Store {
  private readonly stored = new Map<string, { head: Head; chunks: Chunk[] }>();
  /** Tombstones by session. */
  private readonly erased = new Map<string, Tombstone>();

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

  async erase(sessions: readonly string[], time: number): Promise<void> {
    for (const session of sessions) {
      this.stored.delete(session);
      this.erased.set(session, { hash: sha256Hex(session), time });
    }
  }

  async isErased(session: string): Promise<boolean> {
    return this.erased.has(session);
  }

  async tombstones(): Promise<readonly Tombstone[]> {
    return [...this.erased.values()];
  }

  async pardon(session: string): Promise<void> {
    this.erased.delete(session);
  }

  close(): void {}
}
