import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020';
import { gunzipSync, strFromU8, unzipSync } from 'fflate';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../hash';
import { Quality } from '../quality';
import { KINDS, makeRecord } from '../records';
import { EXAMPLES } from '../testing';
import { columnsOf, EVENTS, MANIFEST, NO_SCRUBBING } from '.';
import { croissant } from './describe';
import { schemaPath } from './export';
import { exampleRecords, zipOf } from './testing';

let files: Readonly<Record<string, Uint8Array>>;
const ajv = new Ajv2020({ strict: false, validateFormats: false });

beforeAll(async () => {
  files = unzipSync(await zipOf(exampleRecords(6)));
});

function text(path: string): string {
  const file = files[path];
  if (!file) throw new Error(`${path} is missing`);
  return strFromU8(file);
}

function schema(name: string): { readonly $defs: Record<string, object> } {
  return JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, import.meta.url), 'utf8'));
}

function table(path: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(text(path), { header: true, skipEmptyLines: true }).data;
}

describe('a bundle', () => {
  it('says the size and the hash of every file in it', () => {
    const { files: listed } = JSON.parse(text(MANIFEST)) as {
      files: { path: string; bytes: number; sha256: string }[];
    };
    expect(listed.map(({ path }) => path).sort()).toEqual(
      Object.keys(files)
        .filter((path) => path !== MANIFEST)
        .sort(),
    );
    for (const { path, bytes, sha256 } of listed) {
      expect(files[path]?.length, path).toBe(bytes);
      expect(sha256Hex(files[path] ?? ''), path).toBe(sha256);
    }
  });

  it('has a Croissant description that its schema accepts, of files and columns that are there', () => {
    const found = JSON.parse(text('croissant.json'));
    expect(ajv.validate(schema('croissant'), found), ajv.errorsText()).toBe(true);
    for (const { contentUrl, sha256 } of found.distribution)
      expect(sha256Hex(files[contentUrl] ?? '')).toBe(sha256);
    for (const { field } of found.recordSet) {
      for (const { source } of field) {
        const file = files[source.fileObject['@id']];
        if (!file) throw new Error('no such file');
        const columns = parquetSchema(parquetMetadata(file.slice().buffer)).children;
        expect(columns.map(({ element }) => element.name)).toContain(source.extract.column);
      }
    }
    expect(found.recordSet.map(({ name }: { name: string }) => name)).toEqual(KINDS);
  });

  it('has the schema of every category, which its JSON lines keep to', () => {
    const lines = strFromU8(gunzipSync(files[EVENTS] ?? new Uint8Array()))
      .trim()
      .split('\n');
    const records = lines.map((line) => JSON.parse(line));
    for (const kind of KINDS) {
      const validate = ajv.compile(JSON.parse(text(schemaPath(kind))));
      const own = records.filter((record) => record.kind === kind);
      expect(own).toHaveLength(6);
      for (const record of own)
        expect(validate(record), `${kind}: ${ajv.errorsText(validate.errors)}`).toBe(true);
      expect(validate({ ...own[0], version: 99 })).toBe(false);
    }
  });

  it('describes every part of a category that is too long for one file', () => {
    const part = (name: string) => ({ path: `data/${name}.parquet`, bytes: 1, sha256: 'a'.repeat(64) });
    const described = {
      app: '0.1.0',
      kinds: ['code_patterns', 'performance_metrics'] as const,
      files: [...['code_patterns-0000', 'code_patterns-0001', 'performance_metrics-0000'].map(part)],
      quality: new Quality().report(),
      scrubbed: NO_SCRUBBING,
    };
    const found = JSON.parse(croissant(described));
    expect(ajv.validate(schema('croissant'), found), ajv.errorsText()).toBe(true);
    const [patterns, metrics] = found.recordSet;
    const set = found.distribution.find(
      (each: { '@id': string }) => each['@id'] === patterns.field[0].source.fileSet['@id'],
    );
    expect(set).toMatchObject({ '@type': 'cr:FileSet', includes: 'data/code_patterns-*.parquet' });
    expect(metrics.field[0].source.fileObject).toEqual({ '@id': 'data/performance_metrics-0000.parquet' });
    const ids = found.distribution.map((each: { '@id': string }) => each['@id']);
    expect(ids).toEqual(expect.arrayContaining(described.files.map(({ path }) => path)));
  });

  it('has a data package that its schema accepts, of tables whose columns are those of the files', () => {
    const description = JSON.parse(text('datapackage.json'));
    expect(ajv.validate(schema('datapackage'), description), ajv.errorsText()).toBe(true);
    for (const {
      path,
      bytes,
      hash,
      schema: { fields },
    } of description.resources) {
      expect(files[path]?.length).toBe(bytes);
      expect(`sha256:${sha256Hex(files[path] ?? '')}`).toBe(hash);
      const [first] = Papa.parse<string[]>(text(path), { preview: 1 }).data;
      expect(first).toEqual(fields.map(({ name }: { name: string }) => name));
    }
    const metrics = description.resources.find(
      ({ name }: { name: string }) => name === 'performance-metrics',
    );
    const latency = metrics.schema.fields.find(({ name }: { name: string }) => name === 'latency_ms');
    expect(latency).toMatchObject({ type: 'number', unit: 'ms' });
  });

  it('has ProgSnap2 tables that their schema accepts, and a state for every event', () => {
    const { $defs } = schema('progsnap2');
    const states = new Set(
      table('progsnap2/CodeStates/CodeStates.csv').map(({ CodeStateID }) => CodeStateID),
    );
    const events = table('progsnap2/MainTable.csv');
    expect(events).toHaveLength(6);
    for (const event of events) {
      expect(ajv.validate($defs.event ?? {}, event), ajv.errorsText()).toBe(true);
      expect(states).toContain(event.CodeStateID);
    }
    const metadata = Object.fromEntries(
      table('progsnap2/DatasetMetadata.csv').map(({ Property, Value }) => [Property, Value]),
    );
    expect(ajv.validate($defs.metadata ?? {}, metadata), ajv.errorsText()).toBe(true);
  });

  it('has the guide’s JSON with its categories and names', () => {
    const guide = JSON.parse(text('ai_training_data.json'));
    expect(Object.keys(guide)).toEqual(['metadata', ...KINDS]);
    expect(guide.preset_recommendations[0]).toMatchObject({
      code: '[x ** 2 for x in range(100)]',
      target: 'sql',
      recommended_preset: 'SQL Club Mix',
      confidence: 0.85,
      reasoning: 'Detected data processing pattern',
    });
  });

  it('has a card, a datasheet with every field, and its quality', () => {
    const [, front = ''] = text('README.md').split('---\n');
    expect(front).toMatch(/^license: cc-by-4\.0\n/);
    // A plain scalar of YAML must not hold a colon and a space.
    for (const line of front.trim().split('\n')) expect(line).toMatch(/^ *(- )?\w+:( [^:"]*| ".*")?$/);
    const datasheet = text('DATASHEET.md');
    for (const kind of KINDS) {
      for (const { name } of columnsOf(kind)) expect(datasheet).toContain(`| ${name} |`);
    }
    expect(JSON.parse(text('QUALITY.json')).records).toBe(6 * KINDS.length);
  });

  it('has the state of the code that each event left', async () => {
    const edit = (program: string, order: number, session: string) =>
      makeRecord(
        'user_interactions',
        { ...EXAMPLES.user_interactions, user_action: 'edit_program', parameters: { program }, order },
        {
          ...{ id: `${session}-${order}`, time: order, session, actor: 'human', provenance: 'live' },
          ...{ device: {}, app: '0.1.0', seed: null },
        },
      );
    const other = unzipSync(await zipOf([edit('[1]', 0, 'a'), edit('[2]', 1, 'a'), edit('[1]', 0, 'b')]));
    const parse = (path: string) =>
      Papa.parse<Record<string, string>>(strFromU8(other[path] ?? new Uint8Array()), {
        header: true,
        skipEmptyLines: true,
      }).data;
    const codes = new Map(
      parse('progsnap2/CodeStates/CodeStates.csv').map(({ CodeStateID, Code }) => [CodeStateID, Code]),
    );
    expect(parse('progsnap2/MainTable.csv').map(({ CodeStateID }) => codes.get(CodeStateID))).toEqual([
      '[1]',
      '[2]',
      '[1]',
    ]);
  });
});

it('a text that a spreadsheet would take for a formula is none in the CSV, and is itself elsewhere', async () => {
  const formula = '=HYPERLINK("http://example.invalid")';
  const record = makeRecord(
    'code_patterns',
    { ...EXAMPLES.code_patterns, code: formula, features: { depth: -1 } },
    {
      ...{ id: 'x', time: 1, session: 's', actor: 'human', provenance: 'live' },
      ...{ device: {}, app: '0.1.0', seed: -5 },
    },
  );
  const zip = unzipSync(await zipOf([record]));
  const csv = strFromU8(zip['csv/code_patterns.csv'] ?? new Uint8Array());
  const [row] = Papa.parse<Record<string, string>>(csv, { header: true }).data;
  expect(row?.code).toBe(`'${formula}`);
  expect(row?.seed).toBe('-5');
  expect(strFromU8(zip['ai_training_data.json'] ?? new Uint8Array())).toContain(JSON.stringify(formula));
});
