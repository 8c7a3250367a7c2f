import { eventsOf, follows, type Reading } from './chunk';
import type { ReadOptions, StoredEvent } from './event-log';
import { mayBe, modernEvent } from './migrate';
import type { Store } from './store';
import { textOf } from './trouble';

/** Stored events of one session; chunks that can't be read are told of and left out. */
export async function* readSession(
  store: Store,
  session: string,
  { kind, onCorrupt, verified }: Omit<ReadOptions, 'session'> = {},
): AsyncGenerator<StoredEvent> {
  const reading: Reading = {
    ...(kind === undefined ? {} : { isAsked: (stored) => mayBe(kind, stored) }),
    ...(verified && { verified }),
  };
  for await (const chunk of store.chunks(session)) {
    let events: ReturnType<typeof eventsOf>;
    try {
      events = eventsOf(chunk, reading);
    } catch (error) {
      if (!onCorrupt) throw error;
      const count = 'count' in chunk ? chunk.count : chunk.events.length;
      onCorrupt({ session, index: chunk.index, events: count, message: textOf(error) });
      continue;
    }
    for (const [i, stored] of events.entries()) {
      const event = stored && modernEvent(stored);
      if (event === undefined) continue;
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
