import { type Chunk, chunkOf, headBehind } from './chunk';
import type { Head, LogEvent } from './event-log';
import { pause } from './pause';

/**
 * A chunk is full with so many events, or so many characters of JSON. Chromium compresses values from 64 KiB on, and puts
 * those that are still longer than that into files of their own: JSON of twice as much is the most that stays clear of it.
 */
export const MOST_EVENTS = 500;
const MOST_TEXT = 128 * 1024;
/** Chunks of one transaction. */
const MOST_CHUNKS = 4;

/** An event that is not stored yet, as JSON, with what its head counts. */
type Waiting = Pick<LogEvent, 'kind' | 'time'> & { readonly text: string };

/** Events that wait to be stored, in their order. */
export class Queue {
  private waiting: Waiting[] = [];
  /** Characters of what waits. */
  text = 0;

  get length(): number {
    return this.waiting.length;
  }

  /** Whether a chunk can be filled. */
  get isFull(): boolean {
    return this.waiting.length >= MOST_EVENTS || this.text >= MOST_TEXT;
  }

  push(event: Waiting): void {
    this.waiting.push(event);
    this.text += event.text.length;
  }

  /** What waits, as JSON. */
  lines(): string[] {
    return this.waiting.map(({ text }) => text);
  }

  /**
   * What is stored in one transaction behind `head`: its price is that of the transaction more than of its bytes. Each chunk is
   * hashed in a task of its own, so that no frame waits for all of them.
   */
  async chunks(head: Head): Promise<{ readonly chunks: readonly Chunk[]; readonly head: Head }> {
    const chunks: Chunk[] = [];
    let behind = head;
    for (let from = 0; from < this.waiting.length && chunks.length < MOST_CHUNKS; ) {
      if (chunks.length > 0) await pause();
      const batch = this.batchFrom(from);
      const lines = batch.map(({ text }) => text);
      const chunk = chunkOf(behind, lines);
      behind = headBehind(behind, chunk, batch);
      chunks.push(chunk);
      from += batch.length;
    }
    return { chunks, head: behind };
  }

  /** Takes the first ones away. */
  drop(count: number): void {
    for (const { text } of this.waiting.splice(0, count)) this.text -= text.length;
  }

  private batchFrom(from: number): readonly Waiting[] {
    let text = 0;
    let end = from;
    for (; end < this.waiting.length && end - from < MOST_EVENTS; end++) {
      text += this.waiting[end]?.text.length ?? 0;
      if (end > from && text > MOST_TEXT) break;
    }
    return this.waiting.slice(from, end);
  }
}
