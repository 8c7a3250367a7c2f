import type { Head, Origin, StoredEvent } from './event-log';
import { type DatasetRecord, parseRecord } from './records';

/**
 * The record that a stored event stands for: what it leaves unsaid is its session's.
 * @throws {RecordError} when it does not keep to its schema
 */
export function recordOf(event: StoredEvent, head: Origin): DatasetRecord {
  return parseRecord({
    id: event.id ?? `${event.session}-${event.seq}`,
    kind: event.kind,
    version: event.version ?? 1,
    time: event.time,
    session: event.session,
    actor: event.actor ?? head.actor,
    provenance: event.provenance ?? 'live',
    device: event.device ?? head.device,
    app: event.app ?? head.app,
    seed: event.seed === undefined ? head.seed : event.seed,
    data: event.data,
  });
}

/** The head's part of a record. */
export function originOf({ actor, app, seed, device }: Head): Origin {
  return { actor, app, seed, device };
}
