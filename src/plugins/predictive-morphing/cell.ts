import type { BackendId } from '../../backends';
import { timeOf } from '../../learning/baselines';
import {
  FEATURES,
  prepare,
  type Situation,
  vectorOf,
  WORK_KINDS,
  type WorkKind,
} from '../../learning/features';
import type { Guess } from '../../learning/kriging';
import { type Memory, memoryOf, type Place } from './likeness';
import type { ForecastModel, Told } from './types';

/** A situation as numbers. */
export interface Cell extends Place {
  readonly features: Float32Array;
  /** 1 for what a run costs anyway, the units of each kind of work, and what the settings add to them. */
  readonly work: readonly number[];
}

/** A measured one. */
export interface KnownCell extends Omit<Cell, 'features'> {
  /** log of the median in ms, and of the 95th percentile over it. */
  readonly log: number;
  readonly tail: number;
}

/** Inputs of the nets: the features, what the cost model says, and what was measured of the same program adds to it. */
export const INPUTS: readonly string[] = [...FEATURES, 'prior', 'moved', 'doubt'];
/**
 * What each ensemble reads. Where the program was measured on this channel only the move of the faders is left to
 * explain; shown the program too, a net learns the programs by heart and moves those of other families worse. The
 * machine's kernels scale the prices instead: the records of one machine can't teach what another's mean.
 */
export const READS: Readonly<Record<Told, readonly boolean[]>> = {
  new: INPUTS.map((name) => !/^(moved|doubt|kernel)/.test(name)),
  others: INPUTS.map((name) => !/^kernel/.test(name)),
  known: INPUTS.map((name) =>
    /^(threads|mode|backend)|^(splits|level|unsafe|size|prior|moved|doubt)$/.test(name),
  ),
};

/** Work that has a price of its own where values go from stage to stage of a pipeline. */
const STAGED: readonly WorkKind[] = ['rounds', 'steps', 'pairs', 'tests', 'items', 'reductions'];
/** And where overflow and bounds are looked after. */
const CHECKED: readonly WorkKind[] = ['int', 'multiply', 'divide', 'reads', 'reductions'];

/**
 * Amounts of all that has a price: a run, each comprehension of the text, each kind of work, starting threads, what they
 * hand over, the stages of a pipeline, what is checked.
 */
export function workRow({ program, backend, settings, size }: Omit<Situation, 'kernels'>): readonly number[] {
  const { shape, isStaged, splits, workAt } = prepare(program, settings.passes);
  const work = workAt(size);
  const threads = splits(backend) ? settings.parallel - 1 : 0;
  const only = (kinds: readonly WorkKind[], isSo: boolean) => kinds.map((kind) => (isSo ? work[kind] : 0));
  return [
    1,
    shape.counts['node.comp'] ?? 0,
    ...WORK_KINDS.map((kind) => work[kind]),
    threads,
    threads > 0 ? work.results : 0,
    ...only(STAGED, isStaged && settings.mode !== 'loops'),
    ...only(CHECKED, !settings.unsafe),
  ];
}
/** Where the kinds of work begin in such a row. */
export const FIRST_WORK = 2;

export function cellOf(situation: Situation): Cell {
  const { backend, settings, size } = situation;
  return { backend, settings, size, features: vectorOf(situation), work: workRow(situation) };
}

type Prices = ForecastModel['prices'];

/** log ms that the cost model says. @throws {RangeError} for a backend without prices */
export function priorOf({ backend, work }: Pick<Cell, 'backend' | 'work'>, prices: Prices): number {
  const own = prices[backend];
  if (!own) throw new RangeError(`nothing was learnt about ${backend}`);
  return Math.log(timeOf(work, own));
}

/** log(p95 / p50) on a scale on which a factor counts the same everywhere; tails below a fiftieth are alike. */
const TAIL_FLOOR = 0.02;
export const tailScale = (tail: number): number => Math.log(Math.max(0, tail) + TAIL_FLOOR);
export const tailOf = (scaled: number): number => Math.max(0, Math.exp(scaled) - TAIL_FLOOR);

/** What was measured of one program, ready to be asked about every other place. */
export interface Recalled {
  /** By how much the median differs from what the cost model says, in log ms. */
  medianAt(place: Place): Guess;
  /** By how much the tail differs from the channel's typical one, on `tailScale`. */
  tailAt(place: Place): Guess;
  toldOf(backend: BackendId): Told;
}

type Learnt = Pick<ForecastModel, 'prices' | 'likeness' | 'tails'>;

/** Measurements of channels that nothing was learnt about say nothing. */
export function recall(known: readonly KnownCell[], { prices, likeness, tails }: Learnt): Recalled {
  const usable = known.filter(({ backend }) => prices[backend]);
  const medians = memoryOf(
    usable.map((cell) => ({ ...cell, value: cell.log - priorOf(cell, prices) })),
    likeness,
  );
  let tailMemory: Memory | undefined;
  // The reasons of a forecast ask about one place many times.
  let last: { readonly place: Place; readonly guess: Guess } | undefined;
  return {
    medianAt(place) {
      if (!last || !isOnePlace(last.place, place)) last = { place, guess: medians.at(place) };
      return last.guess;
    },
    tailAt(place) {
      tailMemory ??= memoryOf(
        usable.map((cell) => ({ ...cell, value: tailScale(cell.tail) - typicalTail(cell.backend, tails) })),
        tails.likeness,
      );
      return tailMemory.at(place);
    },
    toldOf(backend) {
      if (usable.some((cell) => cell.backend === backend)) return 'known';
      return usable.length > 0 ? 'others' : 'new';
    },
  };
}

export function typicalTail(backend: BackendId, { typical }: ForecastModel['tails']): number {
  return typical[backend] ?? tailScale(0);
}

/** What a net reads, and what its answer is added to: log ms, with its standard deviation. */
export interface Encoded {
  readonly row: Float32Array;
  readonly offset: number;
  readonly doubt: number;
  readonly told: Told;
}

/** Puts a situation and what is known of the same program into one row; the nets answer the distance from the offset. */
export function encode(cell: Cell, recalled: Recalled, prices: Prices): Encoded {
  const prior = priorOf(cell, prices);
  const { mean: moved, deviation: doubt } = recalled.medianAt(cell);
  const row = Float32Array.of(...cell.features, prior, moved, doubt);
  return { row, offset: prior + moved, doubt, told: recalled.toldOf(cell.backend) };
}

function isOnePlace(a: Place, b: Place): boolean {
  return a.settings === b.settings && a.size === b.size && a.backend === b.backend;
}

/** The same cell measured again is no forecast. */
export function isSameCell(one: Place, other: Place): boolean {
  const { settings: a } = one;
  const { settings: b } = other;
  return (
    one.backend === other.backend &&
    one.size === other.size &&
    a.level === b.level &&
    a.parallel === b.parallel &&
    a.unsafe === b.unsafe &&
    a.mode === b.mode &&
    a.passes.join() === b.passes.join()
  );
}
