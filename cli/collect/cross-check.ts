import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { agreementOf, type CrossCheck, readDataset } from '../../src/collector/quality';
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

/** Measures a share of a dataset's metrics once more, drawn by a seed, and writes `cross-check.json` beside the data. */
export async function crossCheck({ dataset, share, seed, native, root }: CrossCheckOptions): Promise<number> {
  const { records } = await readDataset(async (kind) => fileOf(dataset, kind), ['performance_metrics']);
  const metrics = records.filter((record) => record.kind === 'performance_metrics');
  const here = metrics.filter(({ data }) => native || !NATIVE.has(data.backend));
  const drawn = shuffled(here, seeded(seed)).slice(0, Math.ceil(share * metrics.length));
  const pages = await openPages({
    native: native === true,
    session: 'cross-check',
    app: '',
    ...(root === undefined ? {} : { root }),
  });
  const pairs: [number, number][] = [];
  let otherVerdicts = 0;
  try {
    for (const metric of drawn) {
      const again = await pages.remeasure(lean(metric));
      if (!again) continue;
      if (again.verdict !== metric.data.measurement.verdict.kind) otherVerdicts++;
      else if (again.latency !== null && metric.data.latency_ms !== null)
        pairs.push([metric.data.latency_ms, again.latency]);
    }
  } finally {
    await pages.close();
  }
  const found: CrossCheck = {
    date: new Date().toISOString(),
    share: drawn.length / metrics.length,
    otherVerdicts,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    ...agreementOf(pairs),
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
