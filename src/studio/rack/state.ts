import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ModelCard } from '../../plugins/inference';
import { session } from '../studio';

/** The model that answers. */
export interface ModelInUse {
  /** Undefined for the one that comes with the studio. */
  readonly id: string | undefined;
  readonly card: ModelCard;
  /** Whether it learnt from sessions that were deleted since. */
  readonly isStale: boolean;
}

/** A forecast and what it came to, in words. */
export interface Told {
  readonly said: string;
  readonly came: string;
  readonly covered: boolean;
}

export interface MorphingState {
  readonly status: 'off' | 'loading' | 'ready' | 'failed';
  readonly model: ModelInUse | undefined;
  /** Why there are no forecasts, while `failed`. */
  readonly trouble: string | undefined;
  /** The latest last. */
  readonly told: readonly Told[];
  /** Counts up when another model was taken into use or the list of models changed. */
  readonly version: number;
}

export const INITIAL_MORPHING: MorphingState = {
  status: 'off',
  model: undefined,
  trouble: undefined,
  told: [],
  version: 0,
};

/** What the device in the rack shows; changes a few times in a performance. */
export const morphing = createStore<MorphingState>()(() => INITIAL_MORPHING);

export function useMorphing<T>(select: (state: MorphingState) => T): T {
  return useStore(morphing, select);
}

/** Forecasts that are remembered with what they came to. */
const MOST_TOLD = 20;

export function tell(told: Told): void {
  morphing.setState((state) => ({ told: [...state.told, told].slice(-MOST_TOLD) }));
}

export function isMorphingOn(): boolean {
  return session.getState().document.plugins['predictive-morphing'].on;
}

/** @param label of the undo step */
export function switchMorphing(label: string, on: boolean): void {
  session.commit(label, 'user', (draft) => {
    draft.plugins['predictive-morphing'].on = on;
  });
}
