import { z } from 'zod';
import { BACKENDS, SQL_DIALECTS } from '../../backends';
import type { MeasuredSettings, Measurement } from '../../measure';
import { field } from './field';

/** Parts that several categories share. */

/** A quantity in 0–1. */
export const unit = z.number().min(0).max(1);
export const finite = z.number();
export const positive = z.number().positive();
export const count = z.int().min(0);
const code = z.string().max(1_000_000);

export const programText = (about: string) => field(code, about, { sensitivity: 'typed code' });
export const maybeProgramText = (about: string) =>
  field(code.nullable(), about, { sensitivity: 'typed code' });
export const emittedCode = (about: string) => field(code, about, { sensitivity: 'printed code' });
export const programHash = field(
  z.string().max(64),
  'Hash of the program whatever its names and white space: programs are distinct when their hashes are.',
);
export const family = field(
  z.string().max(60).nullable(),
  'Named family of the generator that the program belongs to; null for what a performer typed.',
);
export const features = field(
  z.record(z.string().max(80), finite),
  'Numbers that describe the program for learning, by name.',
);
export const backend = z.enum(BACKENDS);
export const target = field(backend, 'Backend that the record speaks of.');
export const dataSize = field(count, 'Data size n that the program ran with.', { unit: 'items' });

export const settings = z.strictObject({
  level: field(unit, 'Optimisation level: how much of the effects rack is open.', { unit: '0–1' }),
  parallel: field(z.int().min(1).max(1024), 'Threads or workers asked for; 1 is sequential.', {
    unit: 'threads',
  }),
  unsafe: field(z.boolean(), 'Whether overflow, bounds and zero checks were dropped.'),
  mode: field(z.string().max(60), 'Idiom that the backend printed.'),
  dialect: field(z.enum(SQL_DIALECTS), 'SQL dialect; read by SQL only.'),
  passes: field(z.array(z.string().max(80)).max(200), 'Passes of the optimizer that ran, in order.'),
}) satisfies z.ZodType<MeasuredSettings>;

const ms = (about: string) => field(finite, about, { unit: 'ms' });

export const verdict = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reference') }),
  z.strictObject({ kind: z.literal('equal') }),
  z.strictObject({ kind: z.literal('deviates') }),
  z.strictObject({ kind: z.literal('wrong') }),
  z.strictObject({ kind: z.literal('refused'), message: z.string() }),
  z.strictObject({ kind: z.literal('stopped'), limit: z.enum(['time', 'memory', 'output']) }),
  z.strictObject({ kind: z.literal('crashed'), message: z.string() }),
  z.strictObject({ kind: z.literal('unchecked'), message: z.string() }),
]);

const summary = z.strictObject({
  p50: ms('Median of the settled samples.'),
  p95: ms('95th percentile.'),
  p99: field(finite.exactOptional(), '99th percentile; absent below 100 samples.', { unit: 'ms' }),
  of: field(
    z.enum(['calls', 'batch means']),
    'What the quantiles are of: a mean of a batch has no tail of its own.',
  ),
  samples: field(count, 'Settled samples.', { unit: 'samples' }),
  outliers: field(z.array(count), 'Indices of samples over three times the median.', { unit: 'index' }),
});

export const kernels = z.record(z.string().max(40), finite);

const calibration = z.strictObject({
  backend,
  kernels: field(kernels, 'Median of one run of each fixed kernel.', { unit: 'ns' }),
});

/** The whole measurement of one program on one backend, as `src/measure` gives it. */
export const measurement = z.strictObject({
  version: z.literal(1),
  program: programHash,
  code: field(z.string().max(64), 'Hash of the code that ran.'),
  backend,
  settings,
  size: dataSize,
  verdict: field(verdict, 'What the comparison with Python came to.'),
  mode: field(
    z.enum(['service', 'response']),
    'Back to back, or arrivals on the beat timed from the intended start.',
  ),
  start: field(
    z.strictObject({ compile: finite, instantiate: finite, cold: finite }),
    'Compiling, instantiating and the first run of the first visit.',
    { unit: 'ms' },
  ),
  warming: field(z.array(finite), 'Samples of the first visit before the program had settled.', {
    unit: 'ms',
  }),
  samples: field(z.array(z.array(finite)), 'Settled samples by visit.', { unit: 'ms' }),
  batch: field(count, 'Runs that a sample is the mean of, the most of any visit.', { unit: 'runs' }),
  summary: summary.exactOptional(),
  throughput: field(finite.exactOptional(), 'Runs per second at the median.', { unit: 'runs/s' }),
  memory: field(
    finite.exactOptional(),
    'Memory of the program, the most of any visit, where the runtime can say.',
    {
      unit: 'bytes',
    },
  ),
  warmUp: field(
    z.enum(['flat', 'warm-up', 'slowdown', 'no-steady-state']).exactOptional(),
    'How the program came to speed (Barrett et al., 2017).',
  ),
  voided: field(count, 'Samples taken while the tab was hidden; they do not count.', { unit: 'samples' }),
  clockResolution: ms('Smallest step of the clock.'),
  isolated: field(
    z.boolean(),
    'Whether the page was cross-origin isolated, which gives finer clocks and threads.',
  ),
  calibration: calibration.exactOptional(),
  provenance: field(z.enum(['live', 'bridge', 'recorded']), 'Where it was measured.'),
  reference: field(z.string().max(80), 'Version of the Python that it was compared with.'),
}) satisfies z.ZodType<Measurement>;

export const latency = (about: string) => field(positive.nullable(), about, { unit: 'ms' });
export const ratio = (about: string) => field(positive, about, { unit: 'ratio' });
export const maybeRatio = (about: string) => field(positive.nullable(), about, { unit: 'ratio' });
