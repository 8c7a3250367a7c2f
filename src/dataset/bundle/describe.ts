import type { QualityReport } from '../quality';
import { type Kind, RECORD_KINDS } from '../records';
import { type Column, columnsOf } from './columns';
import type { WrittenFile } from './zip-writer';

/** What the descriptions of a bundle are made from. */
export interface Described {
  readonly app: string;
  readonly kinds: readonly Kind[];
  readonly files: readonly WrittenFile[];
  readonly quality: QualityReport;
  readonly scrubbed: { readonly texts: boolean; readonly times: boolean };
}

const NAME = 'code-live-studio';
const TITLE = 'Code Live Studio: programs, measurements and performances';
const ABOUT =
  'Python comprehensions compiled for eight backends, each run checked against Python and measured, with what performers and simulated performers did to them.';
export const LICENSE = 'CC-BY-4.0';
const LICENSE_URL = 'https://creativecommons.org/licenses/by/4.0/';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const filesOf = ({ files }: Described, folder: string, kind: Kind): readonly WrittenFile[] =>
  files.filter(({ path }) => path.startsWith(`${folder}/${kind}`));

/** `datapackage.json`, Data Package version 2 with a Table Schema for each category. */
export function dataPackage(described: Described): string {
  const resources = described.kinds.flatMap((kind) =>
    filesOf(described, 'csv', kind).map(({ path, bytes, sha256 }) => ({
      name: kind.replaceAll('_', '-'),
      type: 'table',
      path,
      title: RECORD_KINDS[kind].about,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      bytes,
      hash: `sha256:${sha256}`,
      schema: {
        fields: columnsOf(kind).map(({ name, type, meta }) => ({
          name,
          type: TABLE_TYPES[type],
          description: meaning(meta),
        })),
        primaryKey: ['id'],
        missingValues: [''],
      },
    })),
  );
  return json({
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: NAME,
    title: TITLE,
    description: ABOUT,
    version: described.app,
    licenses: [{ name: LICENSE, path: LICENSE_URL }],
    resources,
  });
}

const TABLE_TYPES: Readonly<Record<Column['type'], string>> = {
  number: 'number',
  boolean: 'boolean',
  text: 'string',
  json: 'string',
};

/** `croissant.json`, Croissant 1.0 with a record set for each category. */
export function croissant(described: Described): string {
  const { kinds, app, quality } = described;
  const distribution = kinds.flatMap((kind) =>
    filesOf(described, 'data', kind).map(({ path, sha256, bytes }) => ({
      '@type': 'cr:FileObject',
      '@id': path,
      name: path,
      contentUrl: path,
      contentSize: `${bytes} B`,
      encodingFormat: 'application/x-parquet',
      sha256,
    })),
  );
  const recordSet = kinds.flatMap((kind) => {
    const [file] = filesOf(described, 'data', kind);
    return file ? [recordSetOf(kind, file.path)] : [];
  });
  return json({
    '@context': CROISSANT_CONTEXT,
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: NAME,
    description: ABOUT,
    version: app,
    license: LICENSE_URL,
    'rai:dataCollection': 'Recorded by the studio while programs ran; see DATASHEET.md.',
    'rai:dataLimitations': limits(quality),
    'rai:personalSensitiveInformation': PERSONAL,
    distribution,
    recordSet,
  });
}

function recordSetOf(kind: Kind, path: string): Record<string, unknown> {
  return {
    '@type': 'cr:RecordSet',
    '@id': kind,
    name: kind,
    description: RECORD_KINDS[kind].about,
    key: { '@id': `${kind}/id` },
    field: columnsOf(kind).map(({ name, type, meta }) => ({
      '@type': 'cr:Field',
      '@id': `${kind}/${name}`,
      name,
      description: meaning(meta),
      dataType: CROISSANT_TYPES[type],
      source: { fileObject: { '@id': path }, extract: { column: name } },
    })),
  };
}

const CROISSANT_TYPES: Readonly<Record<Column['type'], string>> = {
  number: 'sc:Float',
  boolean: 'sc:Boolean',
  text: 'sc:Text',
  json: 'sc:Text',
};

// The spelling of the standard: readers reject https here.
const CROISSANT_CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  conformsTo: 'dct:conformsTo',
  column: 'cr:column',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  key: 'cr:key',
  recordSet: 'cr:recordSet',
  source: 'cr:source',
};

/** `README.md`, a dataset card with the front matter that hubs read. */
export function datasetCard(described: Described): string {
  const { kinds, quality, scrubbed } = described;
  const configs = kinds.map((kind) => `  - config_name: ${kind}\n    data_files: data/${kind}-*.parquet`);
  const rows = kinds.map((kind) => {
    const { records, distinct, counted, minimum, actors } = quality.categories[kind];
    return `| ${kind} | ${records} | ${distinct} ${counted} | ${minimum} | ${actors.human} | ${actors.simulated} | ${actors.import} |`;
  });
  return [
    '---',
    `license: ${LICENSE.toLowerCase()}`,
    `pretty_name: ${TITLE}`,
    'tags: [code, performance, compilers, live-coding]',
    `size_categories: [${sizeCategory(quality.records)}]`,
    ...(configs.length > 0 ? ['configs:', ...configs] : ['configs: []']),
    '---',
    '',
    `# ${TITLE}`,
    '',
    ABOUT,
    '',
    '| category | records | distinct | asked for | people | simulated | imported |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    `${limits(quality)} ${PERSONAL}`,
    '',
    scrubbed.texts ? 'Texts in code and labels were taken out.' : 'Code is as it was typed.',
    scrubbed.times ? 'Times are ms since the session began.' : 'Times are ms since the epoch.',
    '',
    '- `data/`: Parquet, one table for each category; nested fields are JSON text.',
    '- `jsonl/events.jsonl.gz`: every record as it was, to be imported again.',
    '- `csv/`: for spreadsheets. A text that would be a formula has an apostrophe in front.',
    '- `ai_training_data.json`: the categories as one JSON object.',
    '- `progsnap2/`: what performers did, for research on learning to program.',
    '- `QUALITY.json`, `MANIFEST.json`, `croissant.json`, `datapackage.json`, `DATASHEET.md`.',
    '',
  ].join('\n');
}

function sizeCategory(records: number): string {
  if (records < 1_000) return 'n<1K';
  if (records < 10_000) return '1K<n<10K';
  if (records < 100_000) return '10K<n<100K';
  return records < 1_000_000 ? '100K<n<1M' : '1M<n<10M';
}

/** `DATASHEET.md`, the questions of Gebru et al. (2021). */
export function datasheet({ kinds, quality }: Described): string {
  const { recency, completeness, actors } = quality;
  const date = (time: number | null): string =>
    time === null ? 'never' : new Date(time).toISOString().slice(0, 10);
  const fields = kinds.flatMap((kind) => [
    `### ${kind}`,
    '',
    RECORD_KINDS[kind].about,
    '',
    '| field | meaning |',
    '|---|---|',
    ...columnsOf(kind).map(({ name, meta }) => `| ${name} | ${meaning(meta).replaceAll('|', '\\|')} |`),
    '',
  ]);
  return [
    '# Datasheet',
    '',
    '## Motivation',
    'To train and test models that recommend, tune, forecast and restyle programs from what was measured.',
    '',
    '## Composition',
    `${quality.records} records in ${kinds.length} categories; from people ${actors.human}, from simulated performers ${actors.simulated}, imported ${actors.import}.`,
    '',
    '## Collection',
    `Recorded from ${date(recency.oldest)} to ${date(recency.newest)} by versions ${Object.keys(recency.apps).join(', ') || 'none'} of the studio. Each measurement was compared with Python’s answer first; a wrong answer has no latency.`,
    '',
    '## Preprocessing',
    completeness.valid === null
      ? 'There are no records.'
      : `${(completeness.valid * 100).toFixed(2)} % of the records keep to their schema; the others are named in QUALITY.json and are in the JSONL only.`,
    '',
    '## Uses',
    limits(quality),
    '',
    '## Distribution',
    `${LICENSE}. ${PERSONAL}`,
    '',
    '## Maintenance',
    'Made by the studio’s export. Deleted sessions leave tombstones: an older bundle does not bring them back unless its reader asks for that.',
    '',
    '## Fields',
    '',
    ...fields,
  ].join('\n');
}

const PERSONAL =
  'There are no names, addresses or accounts; sessions have random ids. What performers typed and did may still say who they are.';

function limits({ categories, actors }: QualityReport): string {
  const short = Object.entries(categories)
    .filter(([, { met }]) => !met)
    .map(([kind, { distinct, minimum }]) => `${kind} (${distinct} of ${minimum})`);
  const shortfall =
    short.length === 0 ? 'Every category has its minimum.' : `Below their minimum: ${short.join(', ')}.`;
  return `${shortfall} ${actors.simulated} records come from simulated performers and stand for no person.`;
}

function meaning({ description, unit }: Column['meta']): string {
  return unit === undefined ? description : `${description} Unit: ${unit}.`;
}
