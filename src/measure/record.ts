import { type Comparison, compareRounds } from './compare';
import { measurementOf, measureWorker, type Place, type Subject, type WorkerRun } from './measure';
import type { Measurement } from './measurement';
import { seeded, shuffled } from './random';
import { RECORD, type SampleBudget, type TimedInstance } from './sampling';

/** One (program, backend, settings, inputs) of a record. */
export interface Cell {
  readonly subject: Subject;
  /** A fresh worker or process with the program loaded, and where it runs; ended by the caller of `close`. */
  open(): Promise<{
    readonly instance: TimedInstance;
    readonly place: Place;
    close(): Promise<void>;
  }>;
}

export interface RecordOptions {
  /** Fresh workers for each cell. */
  readonly rounds: number;
  readonly budget: SampleBudget;
  /** Of the order within the rounds. */
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** What a record that goes into a dataset has at least. */
export const RECORD_OPTIONS: RecordOptions = { rounds: 5, budget: RECORD, seed: 1 };

/**
 * Measures cells for a record: in rounds, each cell once a round in a fresh worker, in another random order each
 * round, so that drift of the machine and what one program leaves behind fall on all alike (Kalibera and Jones, 2013).
 * @returns one measurement for each cell, in the order of the cells
 * @throws what opening a cell throws; {DigestChanged}; the signal's reason
 */
export async function measureRecord(
  cells: readonly Cell[],
  { rounds, budget, seed, signal }: RecordOptions = RECORD_OPTIONS,
): Promise<Measurement[]> {
  const random = seeded(seed);
  const found = cells.map((cell) => ({
    cell,
    runs: [] as WorkerRun[],
    place: undefined as Place | undefined,
  }));
  for (let round = 0; round < rounds; round++) {
    for (const entry of shuffled(found, random)) {
      signal?.throwIfAborted();
      const { instance, place, close } = await entry.cell.open();
      try {
        entry.runs.push(await measureWorker(instance, entry.cell.subject, place, budget));
        entry.place = place;
      } finally {
        await close();
      }
    }
  }
  return found.flatMap(({ cell, runs, place }) => (place ? [measurementOf(cell.subject, place, runs)] : []));
}

/** Compares two measurements of one record, whose workers stood side by side in the same rounds. */
export function compareMeasurements(first: Measurement, second: Measurement): Comparison {
  return compareRounds(first.samples, second.samples);
}
