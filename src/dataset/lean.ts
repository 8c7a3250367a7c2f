import type { LogEvent, Origin } from './event-log';
import type { Envelope } from './records';

/** A record as it comes from outside: its envelope is checked, its data is kept as it was written. */
export type RawRecord = Envelope & { readonly data: unknown };

/** The id of a record that was given none. */
export function idOf(session: string, seq: number): string {
  return `${session}-${seq}`;
}

/**
 * A record as the log keeps it: without what its session and its place in it say. The same record always gives the same text.
 * @param seq its place in the session
 */
export function leanEvent(record: RawRecord, origin: Origin, seq: number): LogEvent {
  const { id, kind, version, time, session, actor, provenance, device, app, seed, data } = record;
  return {
    kind,
    ...(version === 1 ? {} : { version }),
    time,
    ...(id === idOf(session, seq) ? {} : { id }),
    ...(actor === origin.actor ? {} : { actor }),
    ...(provenance === 'live' ? {} : { provenance }),
    ...(JSON.stringify(device) === JSON.stringify(origin.device) ? {} : { device }),
    ...(app === origin.app ? {} : { app }),
    ...(seed === origin.seed ? {} : { seed }),
    data,
  };
}
