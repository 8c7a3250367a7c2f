import type { Measurement } from '../measure';
import type { LogEvent } from './event-log';
import { metricsOf } from './measurements';

/** Kind of the first version's only events. */
const FIRST_KIND = 'measurement';

/** Whether an event that is stored as of one kind may be of another when it is read. */
export function mayBe(kind: string, stored: string): boolean {
  return stored === kind || stored === FIRST_KIND;
}

/** An event as today's code writes it. Pure, and done on reading: stored chunks stay as they are. */
export function modernEvent<E extends LogEvent>(event: E): E {
  if (event.kind !== FIRST_KIND || !isMeasurement(event.data)) return event;
  return { ...event, kind: 'performance_metrics', data: metricsOf(event.data) };
}

function isMeasurement(data: unknown): data is Measurement {
  return typeof data === 'object' && data !== null && 'version' in data && data.version === 1;
}
