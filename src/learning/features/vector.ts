import { BACKENDS, type BackendId } from '../../backends';
import { hashText, type Program, someType, type Type } from '../../language';
import { KERNELS, type MeasuredSettings } from '../../measure';
import { applyPatch, patchOf } from '../../optimizer';
import { featuresOf, type ProgramFeatures } from './counts';
import { WORK_KINDS, type Work } from './kinds';
import { workOf } from './work';

/** What a channel is about to run, and where. */
export interface Situation {
  /** As it was written. */
  readonly program: Program;
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  /** The data size n. */
  readonly size: number;
  /** ns of the fixed kernels on that backend on this device; unknown ones are left out. */
  readonly kernels: Readonly<Record<string, number>>;
}

const RESULTS = ['number', 'text', 'list', 'set', 'dict', 'other'] as const;
/** Idioms, whatever the backends call theirs. */
const IDIOMS = {
  loops: ['loops'],
  pipeline: ['pipeline', 'functional', 'iterators', 'method', 'query', 'comprehension', 'functions'],
  broadcast: ['broadcast'],
  ctes: ['ctes'],
} as const;

/**
 * Names of the features in the order of the vector. Logarithms are natural and of 1 + x, so that nothing is nothing:
 * - `work.<kind>`: units of that work of one run, after the passes of the settings (see `WORK`)
 * - `size`: of the data size; `nodes`, `depth`: of the tree as it is run
 * - `result.<kind>`: kind of the answer
 * - `splits`: whether its outermost loop may run in parallel; `threads`: binary logarithm of the threads asked for;
 *   `threads.splits`: that, where it may
 * - `level`, `unsafe`, `mode.<idiom>`: the faders
 * - `backend.<id>`: the channel
 * - `kernel.<name>`: ns of the fixed kernels on that channel here
 */
export const FEATURES: readonly string[] = [
  ...WORK_KINDS.map((kind) => `work.${kind}`),
  'size',
  'nodes',
  'depth',
  ...RESULTS.map((kind) => `result.${kind}`),
  'splits',
  'threads',
  'threads.splits',
  'level',
  'unsafe',
  ...Object.keys(IDIOMS).map((idiom) => `mode.${idiom}`),
  ...BACKENDS.map((id) => `backend.${id}`),
  ...Object.keys(KERNELS).map((name) => `kernel.${name}`),
];

/** Changes whenever a feature is added, dropped, renamed or computed in another way. */
export const FEATURES_HASH = hashText(`2 ${FEATURES.join(' ')} ${Object.values(KERNELS).join(' ')}`);

/** What the features are computed from: a program once its passes have run. */
export interface Prepared {
  readonly shape: ProgramFeatures;
  readonly result: (typeof RESULTS)[number];
  /** Whether a pipeline of it is more than a fold, which every idiom writes as a loop. */
  readonly isStaged: boolean;
  /** Whether threads of a channel can share it. */
  splits(backend: BackendId): boolean;
  workAt(size: number): Work;
}

const prepared = new WeakMap<Program, Map<string, Prepared>>();
const SIZES_KEPT = 64;

/** Applies the passes of the settings to a program; the same program and passes are prepared once. */
export function prepare(program: Program, passes: readonly string[]): Prepared {
  const known = prepared.get(program) ?? new Map<string, Prepared>();
  prepared.set(program, known);
  const key = passes.join();
  const found = known.get(key);
  if (found) return found;
  const optimised = applyPatch(program, patchOf(passes)).program;
  const works = new Map<number, Work>();
  const shape = featuresOf(optimised);
  const isFlat = isOfNumbers(optimised.body.type);
  const made: Prepared = {
    shape,
    result: resultOf(optimised),
    isStaged: isStaged(optimised),
    splits: (backend) => shape.mayRunParallel && (backend !== 'wasm' || isFlat),
    workAt(size) {
      const work = works.get(size) ?? workOf(optimised, size);
      if (works.size > SIZES_KEPT) works.clear();
      works.set(size, work);
      return work;
    },
  };
  known.set(key, made);
  return made;
}

/** The features of a situation, `FEATURES.length` numbers. */
export function vectorOf({ program, backend, settings, size, kernels }: Situation): Float32Array {
  const { shape, result, workAt } = prepare(program, settings.passes);
  const work = workAt(size);
  const threads = Math.log2(settings.parallel);
  return Float32Array.of(
    ...WORK_KINDS.map((kind) => Math.log1p(work[kind])),
    Math.log1p(size),
    Math.log1p(shape.nodes),
    shape.depth,
    ...RESULTS.map((kind) => Number(kind === result)),
    Number(shape.mayRunParallel),
    threads,
    shape.mayRunParallel ? threads : 0,
    settings.level,
    Number(settings.unsafe),
    ...Object.values(IDIOMS).map((names) => Number(names.some((name) => name === settings.mode))),
    ...BACKENDS.map((id) => Number(id === backend)),
    ...Object.keys(KERNELS).map((name) => Math.log1p(kernels[name] ?? 0)),
  );
}

function isStaged({ body }: Program): boolean {
  if (body.kind !== 'comp') return true;
  const { kind } = body.collector;
  return kind !== 'min' && kind !== 'max' && kind !== 'first' && body.type.kind !== 'float';
}

/** Numbers, or rows of them: what Wasm's threads can hand over. */
function isOfNumbers(type: Type): boolean {
  const row = type.kind === 'list' || type.kind === 'sequence' ? type.element : type;
  const HELD = ['list', 'sequence', 'set', 'dict', 'str', 'bytes'];
  return !someType(row, ({ kind }) => HELD.includes(kind));
}

function resultOf({ body: { type } }: Program): Prepared['result'] {
  const is = (...kinds: readonly string[]): boolean => kinds.includes(type.kind);
  if (is('int', 'float', 'bool')) return 'number';
  if (is('str', 'bytes')) return 'text';
  if (is('list', 'sequence', 'iterator', 'tuple', 'range')) return 'list';
  if (is('set', 'dict')) return is('set') ? 'set' : 'dict';
  return someType(type, ({ kind }) => kind === 'int') ? 'number' : 'other';
}
