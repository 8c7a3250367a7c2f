import type { BackendId, EmitSettings } from '../backends';
import type { WarmUpClass } from './change-points';
import type { Summary } from './summary';

/** Where a number comes from; it stands beside every number. A forecast is no measurement and has a type of its own. */
export type Provenance = 'live' | 'bridge' | 'recorded';

/** What the comparison with Python came to. Only `reference` and `equal` have samples: a wrong value has no latency. */
export type RunVerdict =
  | { readonly kind: 'reference' }
  | { readonly kind: 'equal' }
  /** Another answer while `unsafe` was on. */
  | { readonly kind: 'deviates' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'stopped'; readonly limit: 'time' | 'memory' | 'output' }
  | { readonly kind: 'crashed'; readonly message: string }
  /** Python itself gave no answer to compare with. */
  | { readonly kind: 'unchecked'; readonly message: string };

export interface MeasuredSettings extends EmitSettings {
  /** The optimizer's passes that ran, in order. */
  readonly passes: readonly string[];
}

/** How a device fares on the fixed kernels, in ns of one run: what lets records of two devices be compared. */
export interface Calibration {
  readonly backend: BackendId;
  readonly kernels: Readonly<Record<string, number>>;
}

/** One program on one backend with one set of settings and inputs. Times are in ms of one run. */
export interface Measurement {
  readonly version: 1;
  /** Hash of the program, whatever its names and white space. */
  readonly program: string;
  /** Hash of the code that ran. */
  readonly code: string;
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  /** The data size `n`. */
  readonly size: number;
  readonly verdict: RunVerdict;
  /** `service`: back to back. `response`: arrivals on the beat, timed from the intended start. */
  readonly mode: 'service' | 'response';
  /** Compile, instantiate and the first run, which includes the encoding of its value. */
  readonly start: { readonly compile: number; readonly instantiate: number; readonly cold: number };
  /** Before the program had settled. */
  readonly warming: readonly number[];
  /** Settled samples by fresh worker, each the mean of `batch` runs; a live measurement has one worker. */
  readonly samples: readonly (readonly number[])[];
  readonly batch: number;
  /** Absent without samples. */
  readonly summary?: Summary;
  /** Runs per second at the median, in service time. */
  readonly throughput?: number;
  /** Bytes that the program took (its heap or its process), the most of any worker; absent where the runtime can't say. */
  readonly memory?: number;
  /** Of the worker that took the longest to settle. */
  readonly warmUp?: WarmUpClass;
  /** Samples that were taken while the tab was hidden and do not count. */
  readonly voided: number;
  /** ms */
  readonly clockResolution: number;
  readonly isolated: boolean;
  readonly calibration?: Calibration;
  readonly provenance: Provenance;
  /** Version of the Python that it was compared with. */
  readonly reference: string;
}

/** Whether a measurement has times. */
export function isTimed(
  measurement: Measurement,
): measurement is Measurement & { readonly summary: Summary } {
  return measurement.summary !== undefined;
}
