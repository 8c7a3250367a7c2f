import type { Head, LogEvent, Origin, StoredEvent } from './event-log';
import { idOf, type RawRecord } from './lean';
import { type DatasetRecord, parseRecord } from './records';

/** The record that a stored event stands for: what it leaves unsaid is its session's. Its data is as it was written. */
export function rawRecordOf(event: StoredEvent, head: Origin): RawRecord {
  return {
    id: event.id ?? idOf(event.session, event.seq),
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
  };
}

/** @throws {RecordError} when it does not keep to its schema */
export function recordOf(event: StoredEvent, head: Origin): DatasetRecord {
  return parseRecord(rawRecordOf(event, head));
}

/** The head's part of a record. */
export function originOf({ actor, app, seed, device }: Head): Origin {
  return { actor, app, seed, device };
}

/** An event in the one order of keys and without what is usual, so that importing it gives the same text. */
export function normalised(event: LogEvent): LogEvent {
  const { kind, version = 1, time, id, actor, provenance = 'live', device, app, seed, data } = event;
  return {
    kind,
    ...(version === 1 ? {} : { version }),
    time,
    ...(id === undefined ? {} : { id }),
    ...(actor === undefined ? {} : { actor }),
    ...(provenance === 'live' ? {} : { provenance }),
    ...(device === undefined ? {} : { device }),
    ...(app === undefined ? {} : { app }),
    ...(seed === undefined ? {} : { seed }),
    data,
  };
}
