import type { RawRecord } from '../lean';
import { Quality } from '../quality';
import {
  type DatasetRecord,
  isKind,
  jsonSchemaOf,
  KINDS,
  type Kind,
  parseRecord,
  RecordError,
  upgraded,
} from '../records';
import { type Agreement, refuseWithheld } from './agreement';
import { CsvTable, csvLines } from './csv';
import { croissant, dataPackage, datasetCard, datasheet } from './describe';
import { guideEntry } from './guide';
import { ParquetTable, ROWS } from './parquet';
import { PROGSNAP_METADATA, ProgSnap2 } from './progsnap2';
import { NO_SCRUBBING, type Scrubbing, scrubbed } from './scrub';
import { kindsOf, type RecordSource } from './source';
import { type FileSink, type WrittenFile, ZipWriter } from './zip-writer';

export const BUNDLE_FORMAT = 'code-live-dataset';
export const BUNDLE_VERSION = 1;
export const MANIFEST = 'MANIFEST.json';
export const EVENTS = 'jsonl/events.jsonl.gz';
/** JSON Schema of the records of a category, as they stand in the JSON lines. */
export const schemaPath = (kind: Kind): string => `schema/${kind}.schema.json`;

export interface ExportOptions extends Agreement {
  /** Version of the studio. */
  readonly app: string;
  readonly scrubbing?: Scrubbing;
  /** Takes the zip, piece by piece. */
  emit(piece: Uint8Array): void;
  onProgress?(progress: Progress): void;
  readonly signal?: AbortSignal;
}

/** Records gone through, of all passes over them. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Records between two reports of progress, and in one piece of a table's text. */
const STEP = 1_000;

/**
 * Writes a bundle: Parquet, JSONL, CSV, the guide's JSON, ProgSnap2, schemas and descriptions, as one zip. The same records and options give
 * the same bytes.
 * @throws {ConsentError} before anything is written, where a session of a person would leave for others who did not agree to it
 * @throws the signal's reason; what the source throws
 */
export async function exportBundle(
  source: RecordSource,
  options: ExportOptions,
): Promise<readonly WrittenFile[]> {
  const { app, scrubbing = NO_SCRUBBING, scope = 'own', emit, onProgress, signal } = options;
  refuseWithheld(source, options);
  const zip = new ZipWriter(emit);
  const started = new Map(source.heads.map((head) => [head.session, head.started]));
  const scrub = (record: DatasetRecord): DatasetRecord =>
    scrubbing.texts || scrubbing.times
      ? scrubbed(record, scrubbing, started.get(record.session) ?? 0)
      : record;
  const isScrubbed = scrubbing.texts || scrubbing.times;
  const kinds = KINDS.filter((kind) => kindsOf(source).includes(kind));
  const events = source.heads.reduce((sum, head) => sum + head.events, 0);
  signal?.throwIfAborted();
  const step = stepper(events * 2, onProgress, signal);

  const quality = new Quality();
  const invalid = new Set<string>();
  const lines = zip.gzip(EVENTS);
  for await (const raw of source.records()) {
    const record = checked(raw, quality);
    if (!record) invalid.add(raw.id);
    // What can't be scrubbed does not leave.
    if (!isScrubbed) lines.write(`${JSON.stringify(raw)}\n`);
    else if (record) lines.write(`${JSON.stringify(scrub(record))}\n`);
    step();
  }
  lines.end();
  for (const chunk of source.corrupt) quality.addCorrupt(chunk);
  for (const session of source.broken) quality.addBroken(session);
  const report = quality.report();

  const guide = zip.text('ai_training_data.json');
  guide.write(
    `{"metadata":${JSON.stringify({ format: BUNDLE_FORMAT, version: BUNDLE_VERSION, app, scrubbing })}`,
  );
  for (const kind of KINDS) {
    guide.write(`,\n${JSON.stringify(kind)}:[`);
    if (kinds.includes(kind))
      await exportKind(zip, guide, kind, recordsOf(source, kind, invalid, scrub, step));
    guide.write(']');
  }
  guide.write('}\n');
  guide.end();

  const described = { app, kinds, files: zip.files, quality: report, scrubbed: scrubbing };
  for (const kind of kinds) zip.put(schemaPath(kind), `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`);
  zip.put('QUALITY.json', `${JSON.stringify(report, null, 2)}\n`);
  zip.put('datapackage.json', dataPackage(described));
  zip.put('croissant.json', croissant(described));
  zip.put('README.md', datasetCard(described));
  zip.put('DATASHEET.md', datasheet(described));
  const files = zip.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const heads = isScrubbed ? source.heads.map((head) => ({ ...head, hash: '' })) : source.heads;
  const manifest = { format: BUNDLE_FORMAT, version: BUNDLE_VERSION, app, scope, scrubbing, heads, files };
  zip.put(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  zip.end();
  return zip.files;
}

/** The first records as they would leave. */
export async function previewBundle(
  source: RecordSource,
  scrubbing: Scrubbing = NO_SCRUBBING,
  most = 10,
): Promise<readonly DatasetRecord[]> {
  const started = new Map(source.heads.map((head) => [head.session, head.started]));
  const rows: DatasetRecord[] = [];
  // Some of each category, so that the preview shows what there is.
  const kinds = kindsOf(source);
  const each = Math.max(1, Math.ceil(most / Math.max(1, kinds.length)));
  for (const kind of kinds) {
    let left = Math.min(each, most - rows.length);
    if (left <= 0) break;
    for await (const raw of source.records(kind)) {
      const record = checked(raw);
      if (!record) continue;
      rows.push(scrubbed(record, scrubbing, started.get(record.session) ?? 0));
      left--;
      if (left === 0) break;
    }
  }
  return rows;
}

function checked(raw: RawRecord, quality?: Quality): DatasetRecord | undefined {
  try {
    const record = parseRecord(raw);
    quality?.add(record);
    return record;
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    quality?.addInvalid(raw.id, error.message);
    return undefined;
  }
}

/** The valid records of a category in today's version; they were checked in the first pass. */
async function* recordsOf(
  source: RecordSource,
  kind: Kind,
  invalid: ReadonlySet<string>,
  scrub: (record: DatasetRecord) => DatasetRecord,
  step: () => void,
): AsyncGenerator<DatasetRecord> {
  for await (const raw of source.records(kind)) {
    step();
    if (invalid.has(raw.id) || !isKind(raw.kind)) continue;
    yield scrub({ ...raw, data: upgraded(raw.kind, raw.version, raw.data) } as DatasetRecord);
  }
}

async function exportKind(
  zip: ZipWriter,
  guide: FileSink,
  kind: Kind,
  records: AsyncIterable<DatasetRecord>,
): Promise<void> {
  const parquet = new ParquetTable(kind);
  const csv = new CsvTable(kind);
  const csvFile = zip.text(`csv/${kind}.csv`);
  csvFile.write(csv.header());
  const snapshot = kind === 'user_interactions' ? new ProgSnap2() : undefined;
  const mainTable = snapshot && zip.text('progsnap2/MainTable.csv');
  mainTable?.write(csvLines([[...ProgSnap2.columns]]));
  let [part, isFirst] = [0, true];
  const parquetFile = (): void =>
    zip.put(`data/${kind}-${String(part++).padStart(4, '0')}.parquet`, parquet.take());
  let waiting: DatasetRecord[] = [];
  const write = (): void => {
    csvFile.write(csv.rows(waiting));
    mainTable?.write(snapshot?.rows(waiting as DatasetRecord<'user_interactions'>[]) ?? '');
    const entries = waiting.map((record) => JSON.stringify(guideEntry(record)));
    if (entries.length > 0) guide.write(`${isFirst ? '' : ','}\n${entries.join(',\n')}`);
    isFirst &&= entries.length === 0;
    waiting = [];
  };
  for await (const record of records) {
    waiting.push(record);
    parquet.add(record);
    if (waiting.length >= STEP) write();
    if (parquet.rows >= ROWS) parquetFile();
  }
  write();
  if (parquet.rows > 0 || part === 0) parquetFile();
  csvFile.end();
  mainTable?.end();
  if (snapshot) {
    zip.put('progsnap2/DatasetMetadata.csv', PROGSNAP_METADATA);
    zip.put('progsnap2/CodeStates/CodeStates.csv', snapshot.codeStates());
  }
}

function stepper(
  total: number,
  onProgress: ExportOptions['onProgress'],
  signal: AbortSignal | undefined,
): () => void {
  let done = 0;
  onProgress?.({ done, total });
  return () => {
    done++;
    if (done % STEP !== 0 && done !== total) return;
    signal?.throwIfAborted();
    onProgress?.({ done: Math.min(done, total), total });
  };
}
