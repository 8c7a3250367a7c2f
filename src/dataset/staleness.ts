import { sha256Hex } from './hash';
import type { ModelHead } from './models';
import type { Tombstone } from './store';

/** What a model's head says that it was trained on. */
export type TrainedOn = Pick<ModelHead, 'id' | 'sessions' | 'parent'>;

/** Why a model is no longer one that could be trained today. */
export interface Staleness {
  /** Sessions that it, or a model that it was trained on from, learnt from, and that were deleted since. */
  readonly sessions: readonly string[];
  /** When the first of them was deleted, ms since the epoch. */
  readonly since: number;
}

/**
 * Whether a model knows what its performer has deleted. Unlearning is not attempted: such a model is flagged, to be trained anew or deleted.
 * @param others models that it may have been trained on from; a parent that is not among them is taken to know nothing more
 * @returns undefined where nothing of what it learnt from was deleted
 */
export function staleness(
  model: TrainedOn,
  tombstones: readonly Tombstone[],
  others: readonly TrainedOn[] = [],
): Staleness | undefined {
  const deleted = new Map(tombstones.map(({ hash, time }) => [hash, time]));
  const gone = new Map<string, number>();
  for (const session of new Set(lineageOf(model, others).flatMap(({ sessions }) => sessions))) {
    const time = deleted.get(sha256Hex(session));
    if (time !== undefined) gone.set(session, time);
  }
  return gone.size === 0 ? undefined : { sessions: [...gone.keys()], since: Math.min(...gone.values()) };
}

/** A model and those that it was trained on from, each once. */
function lineageOf(model: TrainedOn, others: readonly TrainedOn[]): readonly TrainedOn[] {
  const lineage = [model];
  for (let { parent } = model; parent !== undefined; ) {
    const found = others.find(({ id }) => id === parent);
    if (!found || lineage.includes(found)) break;
    lineage.push(found);
    parent = found.parent;
  }
  return lineage;
}
