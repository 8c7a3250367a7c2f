import './trusted-types';
import WorkshopWorker from '../workers/workshop?worker';
import {
  type Bench,
  createPageLab,
  forecastersOf,
  type Job,
  type Metric,
  type Remeasured,
  remeasure,
  runJob,
  type SplitModel,
} from './collector';
import type { DatasetRecord } from './dataset';

/** What `code-live collect` asks of this page. */
export interface CollectPage {
  open(options: { readonly native: boolean; readonly session: string; readonly app: string }): Promise<void>;
  /** What the forecasts are made with from now on. */
  learn(models: readonly SplitModel[]): Promise<void>;
  run(job: Job): Promise<readonly DatasetRecord[]>;
  /** Measures what a metric says once more. */
  remeasure(metric: Metric): Promise<Remeasured | undefined>;
  /** Fixed kernels by backend, in ns. */
  calibrations(): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>>;
}

declare global {
  var collectPage: CollectPage;
}

let bench: Promise<Bench> | undefined;
let forecasterFor: Bench['forecasterFor'];

async function opened(): Promise<Bench> {
  if (!bench) throw new Error('open the collector first');
  return bench;
}

globalThis.collectPage = {
  async open({ native, session, app }) {
    bench ??= createPageLab({ worker: new WorkshopWorker(), native }).then(async (lab) => ({
      lab,
      modes: await lab.workshop.call('modes', undefined),
      session,
      app,
      now: Date.now,
    }));
    await bench;
  },
  async learn(models) {
    forecasterFor = forecastersOf(models);
  },
  run: async (job) => runJob({ ...(await opened()), ...(forecasterFor ? { forecasterFor } : {}) }, job),
  remeasure: async (metric) => remeasure(await opened(), metric),
  async calibrations() {
    const { lab } = await opened();
    const entries = [];
    for (const id of lab.backends) entries.push([id, (await lab.calibration(id)).kernels] as const);
    return Object.fromEntries(entries);
  },
};
