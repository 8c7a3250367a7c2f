import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import type { Remeasured } from '../../src/collector';
import { type CrossCheck, crossCheckOf, readDataset } from '../../src/collector/quality';
import type { DatasetRecord } from '../../src/dataset';
import { seeded, shuffled } from '../../src/measure';
import { fileOf } from '../quality';
import { openPages } from './pages';

export interface CrossCheckOptions {
  readonly dataset: string;
  /** Share of the metrics that are measured again, 0–1. */
  readonly share: number;
  readonly seed: number;
  readonly native?: boolean;
  readonly root?: string;
}

const NATIVE = new Set(['rust', 'go', 'csharp', 'julia']);

/**
 * Measures a share of a dataset's metrics again, drawn by a seed, and writes `cross-check.json` beside the data. All are measured twice, in
 * two pages one after the other and each in an order of its own, so that what the method can't repeat is told from what has changed since
 * the record.
 */
export async function crossCheck({ dataset, share, seed, native, root }: CrossCheckOptions): Promise<number> {
  const { records } = await readDataset(async (kind) => fileOf(dataset, kind), ['performance_metrics']);
  const metrics = records.filter((record) => record.kind === 'performance_metrics');
  const here = metrics.filter(({ data }) => native || !NATIVE.has(data.backend));
  const random = seeded(seed);
  const drawn = shuffled(here, random).slice(0, Math.ceil(share * metrics.length));
  const pages = await openPages({
    native: native === true,
    session: 'cross-check',
    app: '',
    ...(root === undefined ? {} : { root }),
  });
  const sweeps: Map<string, Remeasured>[] = [];
  try {
    for (const page of [0, 1]) {
      const found = new Map<string, Remeasured>();
      for (const metric of shuffled(drawn, random)) {
        const again = await pages.remeasure(page, lean(metric));
        if (again) found.set(metric.id, again);
      }
      sweeps.push(found);
    }
  } finally {
    await pages.close();
  }
  const [first, second] = sweeps;
  const checked = drawn.map((metric) => {
    return { metric, again: [first?.get(metric.id), second?.get(metric.id)] as const };
  });
  const found: CrossCheck = {
    date: new Date().toISOString(),
    share: drawn.length / metrics.length,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    ...crossCheckOf(checked),
  };
  writeFileSync(join(dataset, 'cross-check.json'), `${JSON.stringify(found, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(found)}\n`);
  return 0;
}

/** What the page needs of a record; the samples stay here. */
function lean({
  seed,
  data,
}: DatasetRecord<'performance_metrics'>): Pick<DatasetRecord<'performance_metrics'>, 'seed' | 'data'> {
  return { seed, data: { ...data, measurement: { ...data.measurement, samples: [], warming: [] } } };
}
