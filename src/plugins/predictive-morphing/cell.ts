import { BACKENDS, type BackendId } from '../../backends';
import type { Program } from '../../language';
import { timeOf } from '../../learning/baselines';
import { FEATURES, prepare, type Situation, vectorOf, WORK_KINDS } from '../../learning/features';
import type { MeasuredSettings } from '../../measure';
import type { ForecastModel, Told } from './types';

/** A situation as numbers. */
export interface Cell {
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  readonly size: number;
  readonly features: Float32Array;
  /** 1 for what a run costs anyway, then the units of each kind of work. */
  readonly work: readonly number[];
}

/** A measured one; what it says about its neighbours is how far it lies from the cost model. */
export interface KnownCell extends Omit<Cell, 'features'> {
  /** log of the median in ms */
  readonly log: number;
}

/** Inputs of the nets: the features, what the cost model says, and what is known of the same program already. */
export const INPUTS: readonly string[] = [
  ...FEATURES,
  'prior',
  ...BACKENDS.flatMap((id) => [`known.${id}`, `residual.${id}`]),
  'anchor.prior',
  'anchor.size',
  'anchor.threads',
  'anchor.level',
  'anchor.unsafe',
  'anchor.mode',
];
const MOVES = /^(anchor|threads|mode|backend)|^(splits|level|unsafe|size|prior)$/;
/**
 * What each ensemble reads. Moving a measurement needs to know the move and the backend; shown the program too, it learns
 * the programs by heart and moves those of other families worse. The machine's kernels scale the prices instead: the
 * records of one machine can't teach what another's mean.
 */
export const READS: Readonly<Record<Told, readonly boolean[]>> = {
  new: INPUTS.map((name) => !/^(anchor|known|residual|kernel)/.test(name)),
  others: INPUTS.map((name) => !/^(anchor|kernel)/.test(name)),
  known: INPUTS.map((name) => MOVES.test(name)),
};
const PRIOR = FEATURES.length;
const KNOWN = PRIOR + 1;
const ANCHOR = KNOWN + 2 * BACKENDS.length;

export function workRow(program: Program, settings: MeasuredSettings, size: number): readonly number[] {
  const work = prepare(program, settings.passes).workAt(size);
  return [1, ...WORK_KINDS.map((kind) => work[kind])];
}

export function cellOf(situation: Situation): Cell {
  const { program, backend, settings, size } = situation;
  return { backend, settings, size, features: vectorOf(situation), work: workRow(program, settings, size) };
}

type Prices = ForecastModel['prices'];

/** log ms that the cost model says. @throws {RangeError} for a backend without prices */
export function priorOf({ backend, work }: Pick<Cell, 'backend' | 'work'>, prices: Prices): number {
  const own = prices[backend];
  if (!own) throw new RangeError(`nothing was learnt about ${backend}`);
  return Math.log(timeOf(work, own));
}

/** What a net reads, and what its answer is added to: log ms. */
export interface Encoded {
  readonly row: Float32Array;
  readonly offset: number;
  readonly told: Told;
}

/**
 * Puts a situation and what is known of the same program into one row. The nets answer the distance from the cost model
 * where nothing is known on that backend, and else from the nearest measurement moved by the cost model.
 */
export function encode(cell: Cell, known: readonly KnownCell[], prices: Prices): Encoded {
  const row = new Float32Array(INPUTS.length);
  row.set(cell.features);
  const prior = priorOf(cell, prices);
  row[PRIOR] = prior;
  let offset = prior;
  let told: Told = 'new';
  for (const [i, backend] of BACKENDS.entries()) {
    const anchor = nearest(cell, known, backend);
    if (!anchor || !prices[backend]) continue;
    const anchorPrior = priorOf(anchor, prices);
    const residual = anchor.log - anchorPrior;
    if (told === 'new') told = 'others';
    row[KNOWN + 2 * i] = 1;
    row[KNOWN + 2 * i + 1] = residual;
    if (backend !== cell.backend) continue;
    offset = prior + residual;
    told = 'known';
    row.set(movement(cell, anchor, prior - anchorPrior), ANCHOR);
  }
  return { row, offset, told };
}

/** From a measured place of the faders to the one that is asked for. */
function movement(cell: Cell, anchor: KnownCell, prior: number): number[] {
  return [
    prior,
    Math.log(Math.max(1, cell.size)) - Math.log(Math.max(1, anchor.size)),
    Math.log2(cell.settings.parallel) - Math.log2(anchor.settings.parallel),
    cell.settings.level - anchor.settings.level,
    Number(cell.settings.unsafe) - Number(anchor.settings.unsafe),
    Number(cell.settings.mode !== anchor.settings.mode),
  ];
}

/** The measurement of a backend that lies nearest: sizes count in powers of ten, every other fader as one. */
function nearest(cell: Cell, known: readonly KnownCell[], backend: BackendId): KnownCell | undefined {
  let best: KnownCell | undefined;
  let least = Infinity;
  for (const each of known) {
    if (each.backend !== backend) continue;
    const away = movement(cell, each, 0).reduce(
      (sum, d, i) => sum + Math.abs(i === 1 ? d / Math.LN10 : d),
      0,
    );
    if (away < least) [best, least] = [each, away];
  }
  return best;
}

/** The same cell measured again is no forecast. */
export function isSameCell(
  one: Omit<Cell, 'features' | 'work'>,
  other: Omit<Cell, 'features' | 'work'>,
): boolean {
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
