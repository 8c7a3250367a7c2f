import { eventsOf, follows } from './chunk';
import type { LogEvent, ReadOptions, StoredEvent } from './event-log';
import { modernEvent } from './migrate';
import type { Store } from './store';
import { textOf } from './trouble';

/** Stored events of one session; chunks that can't be read are told of and left out. */
export async function* readSession(
  store: Store,
  session: string,
  kind?: string,
  onCorrupt?: ReadOptions['onCorrupt'],
): AsyncGenerator<StoredEvent> {
  for await (const chunk of store.chunks(session)) {
    let events: readonly LogEvent[];
    try {
      events = eventsOf(chunk);
    } catch (error) {
      if (!onCorrupt) throw error;
      const count = 'count' in chunk ? chunk.count : chunk.events.length;
      onCorrupt({ session, index: chunk.index, events: count, message: textOf(error) });
      continue;
    }
    for (const [i, stored] of events.entries()) {
      const event = modernEvent(stored);
      if (kind === undefined || event.kind === kind) yield { ...event, session, seq: chunk.first + i };
    }
  }
}

/** Whether the stored events of a session are those that were written: unbroken chain, no gap. */
export async function isIntact(store: Store, session: string): Promise<boolean> {
  let [hash, events, next] = ['', 0, 0];
  for await (const chunk of store.chunks(session)) {
    if (chunk.first !== events || chunk.index < next || !follows(chunk, hash)) return false;
    hash = chunk.hash;
    events += 'count' in chunk ? chunk.count : chunk.events.length;
    next = chunk.index + 1;
  }
  const head = await store.head(session);
  return head !== undefined && head.hash === hash && head.events === events;
}
