import type { Measurement } from '../measure';
import type { LogEvent } from './event-log';
import { metricsOf } from './measurements';

/** Kind of the first version's only events. */
const FIRST_KIND = 'measurement';

/** An event as today's code writes it. Pure, and done on reading: stored chunks stay as they are. */
export function modernEvent<E extends LogEvent>(event: E): E {
  if (event.kind !== FIRST_KIND || !isMeasurement(event.data)) return event;
  return { ...event, kind: 'performance_metrics', data: metricsOf(event.data) };
}

function isMeasurement(data: unknown): data is Measurement {
  return typeof data === 'object' && data !== null && 'version' in data && data.version === 1;
}
