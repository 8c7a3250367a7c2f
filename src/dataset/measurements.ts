import type { Measurement } from '../measure';
import type { EventLog } from './event-log';
import type { DataOf, Device } from './records';

type Metrics = DataOf<'performance_metrics'>;

const FAILED: ReadonlySet<string> = new Set(['wrong', 'deviates', 'stopped', 'crashed']);
const BYTES_PER_MB = 1e6;

/** What is known of the program beside its hash. */
export interface ProgramFacts {
  readonly code?: string;
  readonly family?: string;
}

/** The fields of the guide for a measurement, with the whole of it. */
export function metricsOf(measurement: Measurement, { code, family }: ProgramFacts = {}): Metrics {
  const { verdict, summary, throughput, memory } = measurement;
  const share = (holds: boolean): number => (holds ? 1 : 0);
  return {
    program_hash: measurement.program,
    code: code ?? null,
    family: family ?? null,
    backend: measurement.backend,
    data_size: measurement.size,
    latency_ms: summary?.p50 ?? null,
    throughput_rps: throughput ?? null,
    memory_usage_mb: memory === undefined ? null : memory / BYTES_PER_MB,
    success_rate: share(verdict.kind === 'equal' || verdict.kind === 'reference'),
    error_rate: share(FAILED.has(verdict.kind)),
    fallback_rate: share(verdict.kind === 'refused'),
    measurement,
  };
}

/** A measurement with what its record says about it. */
export interface Recording {
  readonly measurement: Measurement;
  /** ms since the epoch */
  readonly time: number;
  /** The Python comprehension; absent where only its hash was kept. */
  readonly code?: string;
  /** How its machine fared on the fixed kernels, where that differs from what its session says. */
  readonly device?: Device;
}

/** Recorded measurements of all sessions, or of one; chunks that can't be read are left out. */
export async function* readRecordings(log: EventLog, session?: string): AsyncGenerator<Recording> {
  const options = session === undefined ? {} : { session };
  const events = log.read({ ...options, kind: 'performance_metrics', onCorrupt: () => {} });
  for await (const { data, time, device } of events) {
    if (!isMetrics(data)) continue;
    const measurement: Measurement = { ...data.measurement, provenance: 'recorded' };
    yield {
      measurement,
      time,
      ...(data.code === null ? {} : { code: data.code }),
      ...(device ? { device } : {}),
    };
  }
}

/** The measurements alone. */
export async function* readMeasurements(log: EventLog, session?: string): AsyncGenerator<Measurement> {
  for await (const { measurement } of readRecordings(log, session)) yield measurement;
}

function isMetrics(data: unknown): data is Metrics {
  return (
    typeof data === 'object' &&
    data !== null &&
    'measurement' in data &&
    typeof data.measurement === 'object' &&
    data.measurement !== null &&
    'version' in data.measurement &&
    data.measurement.version === 1
  );
}
