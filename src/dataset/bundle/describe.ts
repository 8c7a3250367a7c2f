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
const tablesOf = ({ files }: Described, kind: Kind): readonly WrittenFile[] =>
  files.filter(({ path }) => path === `csv/${kind}.csv`);
/** The Parquet of a category, part by part. */
const partsOf = ({ files }: Described, kind: Kind): readonly WrittenFile[] =>
  files.filter(({ path }) => path.startsWith(`data/${kind}-`));

/** `datapackage.json`, Data Package version 2 with a Table Schema for each category. */
export function dataPackage(described: Described): string {
  const resources = described.kinds.flatMap((kind) =>
    tablesOf(described, kind).map(({ path, bytes, sha256 }) => ({
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
        fields: columnsOf(kind).map((column) => ({
          name: column.name,
          type: TABLE_TYPES[column.type],
          description: meaning(column),
          ...(column.meta.unit === undefined ? {} : { unit: column.meta.unit }),
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
  const distribution = kinds.flatMap((kind) => {
    const parts = partsOf(described, kind);
    return parts.length > 1 ? [...parts.map(fileObject), fileSet(kind)] : parts.map(fileObject);
  });
  const recordSet = kinds.flatMap((kind) => {
    const [first, second] = partsOf(described, kind);
    if (!first) return [];
    return [recordSetOf(kind, second ? { fileSet: fileSetId(kind) } : { fileObject: { '@id': first.path } })];
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

function fileObject({ path, sha256, bytes }: WrittenFile): Record<string, unknown> {
  return {
    '@type': 'cr:FileObject',
    '@id': path,
    name: path,
    contentUrl: path,
    contentSize: `${bytes} B`,
    encodingFormat: PARQUET,
    sha256,
  };
}

const PARQUET = 'application/x-parquet';
const fileSetId = (kind: Kind) => ({ '@id': `${kind}-parts` });

/** All parts of a category, for readers that go through it as one table. */
function fileSet(kind: Kind): Record<string, unknown> {
  return {
    '@type': 'cr:FileSet',
    ...fileSetId(kind),
    name: `${kind}-parts`,
    encodingFormat: PARQUET,
    includes: `data/${kind}-*.parquet`,
  };
}

/** @param source the file of the category, or the set of its files */
function recordSetOf(kind: Kind, source: Record<string, unknown>): Record<string, unknown> {
  return {
    '@type': 'cr:RecordSet',
    '@id': kind,
    name: kind,
    description: RECORD_KINDS[kind].about,
    key: { '@id': `${kind}/id` },
    field: columnsOf(kind).map((column) => ({
      '@type': 'cr:Field',
      '@id': `${kind}/${column.name}`,
      name: column.name,
      description: meaning(column),
      dataType: CROISSANT_TYPES[column.type],
      source: { ...source, extract: { column: column.name } },
    })),
  };
}

const CROISSANT_TYPES: Readonly<Record<Column['type'], string>> = {
  number: 'sc:Float',
  boolean: 'sc:Boolean',
  text: 'sc:Text',
  json: 'sc:Text',
};

// The whole context of the standard, in its spelling: readers reject https here, and warn of what is left out.
const CROISSANT_CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  sc: 'https://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
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
    // Quoted: what stands behind a colon would be a value of its own.
    `pretty_name: ${JSON.stringify(TITLE)}`,
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
    '- `schema/`: JSON Schema (2020-12) of a line of each category, with meanings and units.',
    ...(kinds.includes('user_interactions')
      ? ['- `progsnap2/`: what performers did, for research on learning to program.']
      : []),
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
    ...columnsOf(kind).map((column) => `| ${column.name} | ${meaning(column).replaceAll('|', '\\|')} |`),
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

function meaning({ type, meta: { description, unit } }: Column): string {
  return [description, unit === undefined ? '' : `Unit: ${unit}.`, type === 'json' ? 'As JSON text.' : '']
    .filter((part) => part !== '')
    .join(' ');
}
