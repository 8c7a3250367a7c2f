import { createStore } from 'zustand/vanilla';
import type { EventLog } from '../../dataset';
import type { Measurement } from '../../measure';
import { type Memory, remember } from './memory';

/** What keeps measurements from being recorded, if anything does. */
export const recording = createStore<{ readonly trouble: string | undefined }>()(() => ({
  trouble: undefined,
}));

/**
 * Records measurements in the log of this visit. The storage is opened after the studio is there.
 * @param onMemory is told what earlier visits recorded, once it has been read
 */
export function createRecorder(onMemory: (memory: Memory) => void) {
  const opening = open();

  async function open(): Promise<{ log: EventLog; record(measurement: Measurement): void } | undefined> {
    try {
      const { openEventLog, readMeasurements, recordMeasurement } = await import('../../dataset');
      const log = await openEventLog({ onTrouble });
      remember(log, readMeasurements).then(onMemory, onTrouble);
      return { log, record: (measurement) => recordMeasurement(log, measurement, Date.now()) };
    } catch (error) {
      onTrouble(error);
      return undefined;
    }
  }

  /** A page that goes away stores what it has. */
  const leave = (): void => void opening.then((opened) => opened?.log.flush()).catch(onTrouble);
  addEventListener('pagehide', leave);

  return {
    record: (measurement: Measurement): void => void opening.then((opened) => opened?.record(measurement)),
    dispose(): void {
      removeEventListener('pagehide', leave);
      opening.then((opened) => opened?.log.close()).catch(onTrouble);
    },
  };
}

function onTrouble(error: unknown): void {
  recording.setState({ trouble: error instanceof Error ? error.message : String(error) });
}
