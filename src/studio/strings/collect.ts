import { formatCount } from '../format';

export const collect = {
  title: 'Collect',
  about:
    'Runs generated programs here, checks every answer against Python and adds the measurements to the log, marked as simulated. What plays is paused meanwhile.',
  modes: {
    stress: [
      'Stress',
      'Many kinds of programs at many sizes and settings, and mutants that may fail.',
      'minutes',
    ],
    benchmarks: [
      'Benchmarks',
      'Sweeps over settings and presets, searches for patches, injected faults, forecasts.',
      'programs',
    ],
    interactions: [
      'Simulated performers',
      'Move faders, pick presets and rate by rule. They never count as people.',
      'sessions',
    ],
    live: ['Real time', 'Ramps the level while a program plays, measured as the live loop does.', 'seconds'],
  } as const,
  amount: (mode: string, unit: string) => `${mode}, ${unit}`,
  between: (min: number, max: number) => `A whole number from ${min} to ${max}`,
  native: 'Rust, Go, C# and Julia too, through the local server',
  seed: 'Seed',
  start: 'Collect',
  resume: (done: number) => `Go on after ${done} finished jobs`,
  cancel: 'Cancel',
  opening: 'Starting the engines …',
  progress: (mode: string, done: number, records: number) =>
    `${mode}: ${done} ${done === 1 ? 'job' : 'jobs'}, ${formatCount(records)} records`,
  rate: (rate: number) => `${rate.toFixed(1)} records/s`,
  left: (seconds: number) =>
    seconds < 90 ? `${Math.round(seconds)} s left` : `${Math.round(seconds / 60)} min left`,
  over: (records: number, early?: 'cancelled' | 'no room') =>
    `${early === 'cancelled' ? 'Cancelled' : early ? 'Stopped, the browser grants little more room' : 'Done'}: ${formatCount(records)} records added to the log.`,
  failed: (jobs: number) => `${jobs} ${jobs === 1 ? 'job' : 'jobs'} failed.`,
  broken: (message: string) =>
    `Collecting stopped: ${message}. What was finished is in the log; go on to try again.`,
} as const;

export const quality = {
  title: 'Quality',
  source: 'Dataset',
  sources: { log: 'This browser’s log', shipped: 'The dataset that comes with the studio' } as const,
  busy: 'Reading and counting …',
  fitting: 'Fitting plain forecasters, to see what can be learnt from it …',
  failed: (message: string) => `It could not be assessed: ${message}`,
  none: 'There are no records here yet.',
  loaded: (records: number, ms: number, isWritten: boolean) =>
    isWritten
      ? `${formatCount(records)} records there in ${(ms / 1000).toFixed(1)} s: every byte of the files is as it was assessed`
      : `${formatCount(records)} records read and checked in ${(ms / 1000).toFixed(1)} s`,
  invalid: (count: number, first: string) =>
    `${formatCount(count)} ${count === 1 ? 'record keeps' : 'records keep'} to no schema, the first: ${first}`,
  damaged: (chunks: number, events: number) =>
    `${formatCount(events)} events in ${chunks} damaged ${chunks === 1 ? 'chunk' : 'chunks'} could not be read`,
  broken: (sessions: number) =>
    `${formatCount(sessions)} ${sessions === 1 ? 'session lacks' : 'sessions lack'} events that were recorded`,
  anew: 'Read and check every record',
  valid: (share: number) => `${(share * 100).toFixed(2)} % keep to their schema`,
  actors: (human: number, simulated: number, imported: number) =>
    `from people ${formatCount(human)}, simulated ${formatCount(simulated)}, imported ${formatCount(imported)}`,
  dates: (from: number, to: number) =>
    `${new Date(from).toISOString().slice(0, 16).replace('T', ' ')} to ${new Date(to).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  categories: 'Counts',
  categoryColumns: ['category', 'distinct', 'minimum', 'of', 'records'],
  forecasters: (examples: number, families: number) =>
    `What can be learnt: plain forecasters on families that they have not seen (${formatCount(examples)} measurements, ${families} families)`,
  forecasterColumns: ['forecaster', 'n', 'median error', '90th percentile', 'in the 90 % interval'],
  noiseFloor: 'noise floor: the same thing measured twice',
  crossCheck: (share: number, load: number) =>
    `cross-check: ${(share * 100).toFixed(1)} % measured again later, at a load of ${load}`,
  paced: 'cross-check, each time over the fixed kernels of its own minutes',
  repeated: 'cross-check, the same measured once more at once',
  forecasts: 'forecasts that were written down before the measurement',
  percent: (share: number | null) => (share === null ? 'none' : `${(share * 100).toFixed(1)} %`),
  tooFew: 'Too few measurements to learn from: 40 of at least 5 families are needed.',
  diversity: (families: number, backends: number, empty: number) =>
    `Diversity: measurements that agreed with Python, ${families} families on ${backends} backends, ${empty} empty cells`,
  family: 'family',
  refused: 'refused',
  empty: 'none',
} as const;
