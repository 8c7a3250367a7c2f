import type { Measurement } from '../measure';
import type { EventLog } from './event-log';

/** Kind of the events that carry a measurement. */
export const MEASUREMENT = 'measurement';

/**
 * Records a measurement.
 * @param time ms since the epoch
 */
export function recordMeasurement(log: EventLog, measurement: Measurement, time: number): void {
  log.append({ kind: MEASUREMENT, time, data: measurement });
}

/** Recorded measurements of all sessions, or of one. */
export async function* readMeasurements(log: EventLog, session?: string): AsyncGenerator<Measurement> {
  const options = session === undefined ? {} : { session };
  for await (const { data } of log.read({ ...options, kind: MEASUREMENT })) {
    if (isMeasurement(data)) yield { ...data, provenance: 'recorded' };
  }
}

function isMeasurement(data: unknown): data is Measurement {
  return typeof data === 'object' && data !== null && 'version' in data && data.version === 1;
}
