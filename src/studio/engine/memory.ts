import { createStore } from 'zustand/vanilla';
import type { BackendId } from '../../backends';
import type { EventLog, Recording } from '../../dataset';
import type { NamedInput } from '../../session';
import type { Recorded } from '../telemetry';

/** A program that has been measured, as the browser lists it. */
export interface RecordedProgram {
  readonly hash: string;
  /** As it was last written. */
  readonly code: string;
  /** The data size that was measured last. */
  readonly size: number;
  /** When that was, in ms since the epoch. */
  readonly time: number;
  readonly backends: ReadonlySet<BackendId>;
  readonly measurements: number;
  /** What it was measured with last, on this visit; the log keeps no values. */
  readonly inputs: readonly NamedInput[] | undefined;
}

/** Visits that are looked back to. */
const VISITS = 20;
/** Programs that are listed; a collection has thousands. */
const LISTED = 100;

/** The last measurement of each program on each backend at each size, and the programs themselves. */
export class Memory {
  private readonly known = new Map<string, Recorded>();
  private readonly byHash = new Map<string, RecordedProgram>();

  /**
   * A later measurement of the same takes the place of an earlier one.
   * @param inputs what the program was measured with, where that is known
   * @returns whether it is the first of its program, at its size or with its inputs: the list has something else to say
   */
  add({ measurement, time, code, device }: Recording, inputs?: readonly NamedInput[]): boolean {
    const { program, backend, size, summary, mode, calibration } = measurement;
    if (!summary) return false;
    if (mode === 'service') {
      const arithmetic = (calibration?.kernels ?? device?.[backend])?.arithmetic;
      const kernel = arithmetic === undefined ? {} : { kernel: arithmetic };
      this.known.set(keyOf(program, backend, size), { p50: summary.p50, p95: summary.p95, time, ...kernel });
    }
    const before = this.byHash.get(program);
    const text = code ?? before?.code;
    if (text === undefined) return false;
    this.byHash.set(program, {
      hash: program,
      code: text,
      size,
      time,
      backends: new Set([...(before?.backends ?? []), backend]),
      measurements: 1 + (before?.measurements ?? 0),
      inputs: inputs ?? before?.inputs,
    });
    return !before || before.size !== size || (inputs !== undefined && before.inputs !== inputs);
  }

  of(program: string, backend: BackendId, size: number): Recorded | undefined {
    return this.known.get(keyOf(program, backend, size));
  }

  /** The latest first, no more than a hand will look through. */
  programs(): readonly RecordedProgram[] {
    return [...this.byHash.values()].sort((a, b) => b.time - a.time).slice(0, LISTED);
  }
}

/** What has been measured, for the list in the browser; undefined until the log was read. */
export const recordings = createStore<{ readonly programs: readonly RecordedProgram[] | undefined }>()(
  () => ({
    programs: undefined,
  }),
);

function keyOf(program: string, backend: BackendId, size: number): string {
  return `${program} ${backend} ${size}`;
}

/** Reads what the last visits recorded, the latest last. */
export async function remember(
  log: EventLog,
  read: (log: EventLog, session: string) => AsyncIterable<Recording>,
): Promise<Memory> {
  const memory = new Memory();
  const heads = [...(await log.heads())].sort((a, b) => a.updated - b.updated).slice(-VISITS);
  for (const { session, device } of heads) {
    for await (const recording of read(log, session)) memory.add({ device, ...recording });
  }
  return memory;
}
