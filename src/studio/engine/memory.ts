import type { BackendId } from '../../backends';
import type { EventLog } from '../../dataset';
import type { Measurement } from '../../measure';

/** The median and the tail of an earlier measurement, in ms of one run. */
export interface Remembered {
  readonly p50: number;
  readonly p95: number;
}

/** Visits that are looked back to. */
const VISITS = 20;

/** The last measurement of each program on each backend at each size, from earlier visits. */
export class Memory {
  private readonly known = new Map<string, Remembered>();

  constructor(measurements: Iterable<Measurement> = []) {
    for (const measurement of measurements) this.add(measurement);
  }

  /** A later measurement of the same takes the place of an earlier one. */
  add({ program, backend, size, summary, mode }: Measurement): void {
    if (summary && mode === 'service')
      this.known.set(keyOf(program, backend, size), { p50: summary.p50, p95: summary.p95 });
  }

  of(program: string, backend: BackendId, size: number): Remembered | undefined {
    return this.known.get(keyOf(program, backend, size));
  }
}

function keyOf(program: string, backend: BackendId, size: number): string {
  return `${program} ${backend} ${size}`;
}

/** Reads what the last visits recorded, the latest last. */
export async function remember(
  log: EventLog,
  read: (log: EventLog, session: string) => AsyncIterable<Measurement>,
): Promise<Memory> {
  const memory = new Memory();
  const heads = [...(await log.heads())].sort((a, b) => a.updated - b.updated).slice(-VISITS);
  for (const { session } of heads) {
    for await (const measurement of read(log, session)) memory.add(measurement);
  }
  return memory;
}
