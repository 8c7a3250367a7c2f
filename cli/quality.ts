import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { assess, type CrossCheck, readDataset, type WholeQuality } from '../src/collector/quality';
import { KINDS, type Kind, sha256Hex } from '../src/dataset';
import { agreementLine, crossCheckLines, percent } from './agreement';
import { datasetCard } from './card';

export interface QualityOptions {
  /** Folder of a dataset. */
  readonly dataset?: string;
  readonly json?: boolean;
  /** Writes QUALITY.json beside the data. */
  readonly write?: boolean;
  /** Writes the dataset's card there. */
  readonly card?: string;
}

/** The dataset that comes with the studio. */
export const SHIPPED = fileURLToPath(new URL('../public/dataset', import.meta.url));

/** The forecaster that comes with the studio. */
export const SHIPPED_MODEL = fileURLToPath(
  new URL('../public/models/predictive-morphing.json', import.meta.url),
);

/** Prints how good a dataset is. Exit code 0; 1 when records are invalid or there is no dataset. */
export async function quality({ dataset = SHIPPED, json, write, card }: QualityOptions): Promise<number> {
  if (!existsSync(join(dataset, 'dataset.json'))) {
    process.stderr.write(
      `There is no dataset in ${dataset}: collect one with code-live collect --output ${dataset}.\n`,
    );
    return 1;
  }
  const { records, invalid } = await readDataset(async (kind) => fileOf(dataset, kind));
  const report = assess(records, invalid, crossCheckOf(dataset), hashesOf(dataset));
  if (card !== undefined) {
    const manifest = JSON.parse(readFileSync(join(dataset, 'dataset.json'), 'utf8'));
    writeFileSync(card, datasetCard(manifest, report));
  }
  if (write) writeFileSync(join(dataset, 'QUALITY.json'), `${JSON.stringify(report, null, 1)}\n`);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : printQuality(report));
  return invalid.length === 0 ? 0 : 1;
}

export function fileOf(dataset: string, kind: Kind): ReadableStream<Uint8Array<ArrayBuffer>> | undefined {
  const path = pathOf(dataset, kind);
  // The types of Node's streams and of the web's name the same thing twice.
  return existsSync(path)
    ? (Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array<ArrayBuffer>>)
    : undefined;
}

/** SHA-256 of the files of a dataset, by category. */
export function hashesOf(dataset: string): Partial<Record<Kind, string>> {
  const found = KINDS.map((kind) => [kind, pathOf(dataset, kind)] as const);
  return Object.fromEntries(
    found.filter(([, path]) => existsSync(path)).map(([kind, path]) => [kind, sha256Hex(readFileSync(path))]),
  );
}

function pathOf(dataset: string, kind: Kind): string {
  return join(dataset, `${kind}.jsonl.gz`);
}

function crossCheckOf(dataset: string): CrossCheck | null {
  const path = join(dataset, 'cross-check.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

function printQuality({
  categories,
  completeness,
  diversity,
  actors,
  recency,
  accuracy,
  crossCheck,
}: WholeQuality): string {
  const lines = ['category                   distinct   minimum  records   counted in'];
  for (const kind of KINDS) {
    const { distinct, minimum, records, counted, met } = categories[kind];
    lines.push(
      `${kind.padEnd(26)}${String(distinct).padStart(9)}${String(minimum).padStart(10)}${String(records).padStart(9)}   ${counted}${met ? '' : '  (below the minimum)'}`,
    );
  }
  const { valid, invalid, corrupt, broken } = completeness;
  lines.push(
    '',
    `schema-valid: ${valid === null ? 'no records' : `${(valid * 100).toFixed(2)} %`}${invalid.length > 0 ? `, first: ${invalid[0]?.id} ${invalid[0]?.message}` : ''}`,
    `damaged chunks: ${corrupt.length}, sessions that lack events: ${broken.length}`,
    `actors: human ${actors.human}, simulated ${actors.simulated}, import ${actors.import}`,
    `collected: ${date(recency.oldest)} to ${date(recency.newest)}`,
    `backend x family: ${diversity.backends.length} x ${diversity.families.length}, empty cells ${diversity.empty.length}`,
    ...diversity.empty.map(
      ({ backend, family, refused }) => `  ${backend} x ${family}${refused ? ': refused' : ''}`,
    ),
    '',
    ...(crossCheck ? crossCheckLines(crossCheck) : ['cross-check: none']),
    agreementLine('noise floor (re-runs at once)', accuracy.noiseFloor),
    `forecasts made beforehand: ${accuracy.forecasts.pairs}, median error ${percent(accuracy.forecasts.medianError)}, inside the 90 % interval ${percent(accuracy.forecasts.coverage)}, direction of changes over 10 % right ${percent(accuracy.forecasts.direction)}`,
    '',
    `plain forecasters on families that they have not seen (${accuracy.examples} measurements, ${accuracy.families} families):`,
  );
  for (const { baseline, medianError, error90, coverage, about } of accuracy.baselines)
    lines.push(
      `  ${baseline.padEnd(18)} median error ${percent(medianError).padStart(8)}   90th percentile ${percent(error90).padStart(9)}   in the interval ${percent(coverage).padStart(7)}   ${about}`,
    );
  lines.push(
    '',
    `by family (median error):${' '.repeat(9)}n   ${accuracy.baselines.map(({ baseline }) => baseline.padStart(17)).join('')}`,
  );
  for (const [i, { family, examples }] of (accuracy.baselines[0]?.byFamily ?? []).entries())
    lines.push(
      `  ${family.padEnd(24)}${String(examples).padStart(8)}   ${accuracy.baselines.map(({ byFamily }) => percent(byFamily[i]?.medianError ?? null).padStart(17)).join('')}`,
    );
  return `${lines.join('\n')}\n`;
}

function date(time: number | null): string {
  return time === null ? 'never' : new Date(time).toISOString();
}
