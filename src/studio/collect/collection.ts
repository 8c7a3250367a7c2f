import { createStore } from 'zustand/vanilla';
import WorkshopWorker from '../../../workers/workshop?worker';
import type { Job, Phase } from '../../collector';
import type { DatasetRecord } from '../../dataset';
import { datalog, now, openDatalog } from '../dataset/datalog';
import { pause } from '../transport';
import { APP_VERSION } from '../version';
import { FIRST_WISHES, type ModeId, requestOf, type Wishes } from './request';

export type CollectionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'opening' }
  | {
      readonly kind: 'running';
      readonly mode: ModeId;
      readonly done: number;
      /** How far the mode is, by its jobs or by its time, 0–1. */
      readonly share: number;
      readonly records: number;
      /** Records a second since this run began. */
      readonly rate: number;
      /** s */
      readonly left: number;
    }
  | {
      readonly kind: 'over';
      readonly records: number;
      readonly failed: number;
      /** Why it ended before everything was done; absent where it did not. */
      readonly early?: 'cancelled' | 'no room';
    }
  | { readonly kind: 'failed'; readonly message: string };

interface Collection {
  readonly state: CollectionState;
  readonly wishes: Wishes;
  /** A collection that was cut short, and can go on. */
  readonly unfinished: { readonly wishes: Wishes; readonly done: readonly string[] } | undefined;
}

/** Where a collection stands, so that it goes on after a cancel, a reload or a crash. */
const KEY = 'code-live-collection';

export const collection = createStore<Collection>()(() => ({
  state: { kind: 'idle' },
  wishes: FIRST_WISHES,
  unfinished: remembered(),
}));

let stop: AbortController | undefined;

/** Collects what is wished for into the log of this browser; what plays is paused, or it would be measured too. */
export async function startCollection(resume = false): Promise<void> {
  const { state, wishes: asked, unfinished } = collection.getState();
  if (state.kind === 'opening' || state.kind === 'running') return;
  const wishes = resume && unfinished ? unfinished.wishes : asked;
  const done = new Set(resume && unfinished ? unfinished.done : []);
  stop = new AbortController();
  const { signal } = stop;
  collection.setState({ state: { kind: 'opening' } });
  pause();
  try {
    const over = await collect(wishes, done, signal);
    if (signal.aborted) remember(wishes, done);
    else forget();
    const early = signal.aborted
      ? ({ early: signal.reason === NO_ROOM ? NO_ROOM : 'cancelled' } as const)
      : {};
    collection.setState({ state: { ...over, kind: 'over', ...early } });
  } catch (error) {
    remember(wishes, done);
    collection.setState({
      state: { kind: 'failed', message: error instanceof Error ? error.message : String(error) },
    });
  }
}

/** Why a collection ends by itself: the browser grants this site hardly more. What plays goes on. */
const NO_ROOM = 'no room';

function stopWithoutRoom(): void {
  if (datalog.getState().room === 'none') stop?.abort(NO_ROOM);
}

/** Ends the collection after the visit that is under way; what is finished stays. */
export function cancelCollection(): void {
  stop?.abort();
}

async function collect(
  wishes: Wishes,
  done: Set<string>,
  signal: AbortSignal,
): Promise<{ readonly records: number; readonly failed: number }> {
  const collector = await import('../../collector');
  const { log } = await openDatalog();
  const lab = await collector.createPageLab({
    worker: new WorkshopWorker({ name: 'workshop' }),
    native: wishes.native,
  });
  const measured: DatasetRecord[] = [];
  const tally = { records: 0, failed: 0 };
  stopWithoutRoom();
  try {
    const modes = await lab.workshop.call('modes', undefined);
    const bench = { lab, modes, session: log.session, app: APP_VERSION, now, signal };
    for (const phase of collector.planOf(requestOf(wishes))) {
      if (signal.aborted) break;
      const models = collector.fitSplitModels(collector.examplesOf(measured));
      const forecasting = models.length === 2 ? { forecasterFor: collector.forecastersOf(models) } : {};
      const runnable = models.length === 2 ? phase : without(phase, 'forecasts');
      const tell = teller(runnable, tally);
      await collector.workOff(runnable, {
        jobs: 1,
        signal,
        isDone: (job) => done.has(collector.jobId(job)),
        run: (_, job) => collector.runJob({ ...bench, ...forecasting }, job),
        onDone: async (job, records) => {
          for (const { session: _, ...record } of records) log.append(record);
          // Stored before it counts as done: what goes on after a crash must not leave it out.
          await log.flush();
          measured.push(...records);
          tally.records += records.length;
          done.add(collector.jobId(job));
          remember(wishes, done);
          tell();
          stopWithoutRoom();
        },
        onFailed: (_, error) => {
          console.warn('A job of the collection failed:', error);
          tally.failed++;
        },
      });
    }
  } finally {
    await lab.close();
  }
  return tally;
}

/** Tells the panel how far a phase is, after each job. */
function teller({ mode, jobs, limit }: Phase, tally: { readonly records: number }): () => void {
  const from = performance.now();
  const before = tally.records;
  let done = 0;
  return () => {
    done++;
    const seconds = (performance.now() - from) / 1000;
    const byJobs = ((jobs.length - done) * seconds) / done;
    const left = Math.max(0, Math.min(byJobs, limit / 1000 - seconds));
    const rate = (tally.records - before) / seconds;
    const share = Math.min(1, Math.max(done / jobs.length, (seconds * 1000) / limit));
    collection.setState({
      state: { kind: 'running', mode, done, share, records: tally.records, rate, left },
    });
  };
}

function without(phase: Phase, kind: Job['kind']): Phase {
  return { ...phase, jobs: phase.jobs.filter((job) => job.kind !== kind) };
}

function remember(wishes: Wishes, done: ReadonlySet<string>): void {
  const unfinished = { wishes, done: [...done] };
  collection.setState({ unfinished });
  try {
    localStorage.setItem(KEY, JSON.stringify(unfinished));
  } catch (error) {
    // Full or refused: it can go on in this visit, and not after a reload.
    if (!(error instanceof DOMException)) throw error;
  }
}

function forget(): void {
  collection.setState({ unfinished: undefined });
  localStorage.removeItem(KEY);
}

function remembered(): Collection['unfinished'] {
  const text = localStorage.getItem(KEY);
  if (text === null) return undefined;
  try {
    const found: unknown = JSON.parse(text);
    return isUnfinished(found) ? found : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isUnfinished(value: unknown): value is NonNullable<Collection['unfinished']> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'wishes' in value &&
    typeof value.wishes === 'object' &&
    'done' in value &&
    Array.isArray(value.done) &&
    value.done.every((id) => typeof id === 'string')
  );
}
