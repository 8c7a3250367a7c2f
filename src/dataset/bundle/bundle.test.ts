import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { gzipSync, strFromU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openConsents } from '../consents';
import { DexieStore } from '../dexie-store';
import type { EventLog } from '../event-log';
import { compactSession } from '../maintain';
import { openEventLog } from '../open';
import { makeRecord, parseRecord } from '../records';
import { EXAMPLE_MEASUREMENT, EXAMPLES } from '../testing';
import {
  BundleError,
  ConsentError,
  datasetOperations,
  EVENTS,
  importBundle,
  listSource,
  logSource,
  MANIFEST,
  NO_SCRUBBING,
  openBundle,
  previewBundle,
  scrubCode,
  storeSource,
} from '.';
import { exampleRecords, zipOf } from './testing';

const newStorage = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

async function recorded(): Promise<{ log: EventLog; store: DexieStore }> {
  const storage = newStorage();
  let now = 1_763_800_000_000;
  const open = () => openEventLog({ storage, now: () => now++, origin: { seed: 3 } });
  for (let session = 0; session < 2; session++) {
    const log = await open();
    for (let i = 0; i < 150; i++) {
      const data = { ...EXAMPLES.user_interactions, order: i };
      log.append({ kind: 'user_interactions', time: now++, data });
      if (i % 60 === 0) await log.flush();
    }
    log.append({
      kind: 'performance_metrics',
      time: now++,
      provenance: 'bridge',
      data: EXAMPLES.performance_metrics,
    });
    log.describe({ device: { wasm: { text: 12 } } });
    log.append({ kind: 'code_patterns', time: now++, data: EXAMPLES.code_patterns });
    await log.flush();
  }
  return { log: await open(), store: new DexieStore({ storage }) };
}

const headsOf = async (store: DexieStore) => (await storeSource(store)).heads;

describe('export', () => {
  it('gives the same bytes for the same records, also after they were compacted', async () => {
    const { store } = await recorded();
    const first = await zipOf(await storeSource(store));
    for (const head of await store.heads()) await compactSession(store, head);
    const second = await zipOf(await storeSource(store));
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('tells of its progress, and ends when it is cancelled', async () => {
    const { store } = await recorded();
    const progress: number[] = [];
    await zipOf(await storeSource(store), { onProgress: ({ done }) => progress.push(done) });
    expect(progress).toEqual([0, 608]);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(zipOf(await storeSource(store), { signal })).rejects.toThrow('enough');
  });

  it('takes out what was typed and when, if it is asked to', async () => {
    const { store } = await recorded();
    const zip = unzipSync(await zipOf(await storeSource(store), { scrubbing: { texts: true, times: true } }));
    const rows = await previewBundle(await storeSource(store), { texts: true, times: true });
    expect(rows).toHaveLength(8);
    expect(rows.every(({ time }) => time < 1e9)).toBe(true);
    expect(strFromU8(zip['csv/user_interactions.csv'] ?? new Uint8Array())).not.toContain('Rust level');
    expect(strFromU8(zip[MANIFEST] ?? new Uint8Array())).toContain('"texts": true');
  });

  it('scrubs literals and comments of code, and leaves the rest', () => {
    expect(scrubCode(`[x + "secret" for x in names if x != 'Ann' # mine\n]`)).toBe(
      "[x + '…' for x in names if x != '…' \n]",
    );
    expect(scrubCode(`f"""a "b" c""" + r'\\d'`)).toBe("'…' + '…'");
    expect(scrubCode('[x // 2 for x in xs]')).toBe('[x // 2 for x in xs]');
  });

  it.each([
    ['typescript', 'const a = `Ann\\`` + "Ann"; // Ann', "const a = '…' + '…'; "],
    ['go', "x := 'A' + len(`Ann`) // Ann", "x := '…' + len('…') "],
    ['rust', `fn f<'a>(x: &'a str) { g("Ann", '\\n') } // Ann`, "fn f<'a>(x: &'a str) { g('…', '…') } "],
    ['julia', `"""Ann""" * "Ann" # Ann`, "'…' * '…' "],
    ['sql', `SELECT "name" FROM t WHERE x = 'Ann''s' -- Ann`, `SELECT "name" FROM t WHERE x = '…' `],
    ['wasm', '(data "Ann") ;; Ann', "(data '…') "],
  ] as const)('scrubs what %s prints', (language, code, expected) => {
    expect(scrubCode(code, language)).toBe(expected);
  });

  it('scrubs messages of engines and code that a backend printed', async () => {
    const around = { id: 'x', time: 1, session: 's', actor: 'human', provenance: 'live' } as const;
    const crashed = { ...EXAMPLE_MEASUREMENT, verdict: { kind: 'crashed', message: 'no Ann' } } as const;
    const record = makeRecord(
      'optimization_results',
      {
        ...EXAMPLES.optimization_results,
        ...{ backend: 'go', optimized_code: 'f(`Ann`)', original_code: "f('Ann')", after: crashed },
      },
      { ...around, device: {}, app: '0.1.0', seed: null },
    );
    const [row] = await previewBundle(listSource([record]), { texts: true, times: false });
    expect(JSON.stringify(row)).not.toContain('Ann');
    expect(row?.data).toMatchObject({ optimized_code: "f('…')", after: { verdict: { kind: 'crashed' } } });
    parseRecord(row);
  });

  it('names what is not valid and what can’t be read, and leaves it out of the tables', async () => {
    const storage = newStorage();
    const log = await openEventLog({ storage });
    log.append({ kind: 'code_patterns', time: 1, data: { code: 7 } });
    log.append({ kind: 'code_patterns', time: 1, data: EXAMPLES.code_patterns });
    await log.flush();
    log.append({ kind: 'code_patterns', time: 2, data: EXAMPLES.code_patterns });
    await log.flush();
    const store = new DexieStore({ storage });
    const chunk = await store.database.chunks.get([log.session, 1]);
    await store.database.chunks.put({ ...chunk, data: new Uint8Array([1]) } as never);
    const zip = unzipSync(await zipOf(await storeSource(store)));
    const quality = JSON.parse(strFromU8(zip['QUALITY.json'] ?? new Uint8Array()));
    expect(quality.records).toBe(1);
    expect(quality.completeness).toMatchObject({
      valid: 0.5,
      invalid: [{ id: `${log.session}-0` }],
      corrupt: [{ session: log.session, index: 1, events: 1 }],
    });
  });
});

it('names the sessions that lack events, whether their log is open or not', async () => {
  const { log, store } = await recorded();
  const [first, second] = await store.heads();
  await store.database.chunks.delete([first?.session ?? '', 1]);
  for (const source of [await storeSource(store), await logSource(log)]) {
    const files = unzipSync(await zipOf(source));
    const { completeness } = JSON.parse(strFromU8(files['QUALITY.json'] ?? new Uint8Array()));
    expect(completeness).toMatchObject({ valid: 1, corrupt: [], broken: [first?.session] });
  }
  expect(second?.session).not.toBe(first?.session);
});

describe('import', () => {
  it('into an empty profile gives the same heads; twice is once', async () => {
    const { store } = await recorded();
    const zip = await zipOf(await storeSource(store));
    const empty = new DexieStore({ storage: newStorage() });
    expect(await importBundle(empty, zip)).toEqual({
      ...{ sessions: 2, added: 304, known: 0, erased: 0, invalid: 0 },
      ...{ examples: [], broken: [] },
    });
    expect(await headsOf(empty)).toEqual(await headsOf(store));
    expect(await importBundle(empty, zip)).toMatchObject({ sessions: 0, added: 0, known: 304 });
    expect(Buffer.compare(await zipOf(await storeSource(empty)), zip)).toBe(0);
  });

  it('adds what is new of a session that is known', async () => {
    const records = exampleRecords(4);
    const storage = newStorage();
    const other = new DexieStore({ storage });
    await importBundle(other, await zipOf(records.slice(0, 20)));
    expect(await importBundle(other, await zipOf(records))).toMatchObject({ added: 24, known: 20 });
    const log = await openEventLog({ storage });
    for (const { session } of await log.heads()) expect(await log.isIntact(session)).toBe(true);
  });

  it('does not bring back what was deleted', async () => {
    const { log, store } = await recorded();
    const zip = await zipOf(await storeSource(store));
    const [head] = await log.heads();
    await log.erase({ sessions: [head?.session ?? ''] });
    expect(await importBundle(store, zip)).toMatchObject({ added: 0, erased: 152, known: 152 });
    expect(await log.heads()).toHaveLength(1);
  });

  it('brings back what was deleted where that is asked for', async () => {
    const { log, store } = await recorded();
    const zip = await zipOf(await storeSource(store));
    const before = await headsOf(store);
    await log.erase('everything');
    expect(await importBundle(store, zip)).toMatchObject({ added: 0, erased: 304 });
    expect(await importBundle(store, zip, { revive: true })).toMatchObject({ added: 304, erased: 0 });
    expect(await headsOf(store)).toEqual(before);
    expect(await importBundle(store, zip)).toMatchObject({ added: 0, known: 304, erased: 0 });
  });

  it('says which session is not what the bundle says', async () => {
    const { store } = await recorded();
    const files = unzipSync(await zipOf(await storeSource(store)));
    const manifest = JSON.parse(strFromU8(files[MANIFEST] ?? new Uint8Array()));
    manifest.heads[0].hash = 'f'.repeat(64);
    files[MANIFEST] = Buffer.from(JSON.stringify(manifest));
    const report = await importBundle(new DexieStore({ storage: newStorage() }), zipSync(files));
    expect(report.broken).toEqual([manifest.heads[0].session]);
  });

  it.each([
    ['the guide’s JSON', async () => unzipSync(await zipOf(exampleRecords(2)))['ai_training_data.json']],
    ['gzipped JSON lines', async () => unzipSync(await zipOf(exampleRecords(2)))[EVENTS]],
    [
      'JSON lines',
      async () =>
        Buffer.from(
          exampleRecords(2)
            .map((each) => JSON.stringify(each))
            .join('\n'),
        ),
    ],
  ])('reads %s', async (_, file) => {
    const report = await importBundle(
      new DexieStore({ storage: newStorage() }),
      (await file()) ?? new Uint8Array(),
    );
    expect(report).toMatchObject({ added: 22, invalid: 0 });
  });

  it('leaves out what is not valid, says where, and takes the rest', async () => {
    const [good, bad] = exampleRecords(1);
    const lines = [JSON.stringify(good), '{"kind":', JSON.stringify({ ...bad, data: { code: 1 } }), '[1]'];
    const report = await importBundle(
      new DexieStore({ storage: newStorage() }),
      Buffer.from(lines.join('\n')),
    );
    expect(report).toMatchObject({ added: 1, invalid: 3 });
    expect(report.examples.map(({ place }) => place)).toEqual(['line 2', 'line 3', 'line 4']);
  });

  it('is not harmed by keys that are special to JavaScript', async () => {
    const [record] = exampleRecords(1);
    const text = JSON.stringify(record).replace(
      '"code":',
      '"__proto__":{"polluted":1},"constructor":{},"code":',
    );
    await importBundle(new DexieStore({ storage: newStorage() }), Buffer.from(text));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('consent', () => {
  /** A log with a session of its own, and the operations on it. */
  async function played() {
    const storage = newStorage();
    const log = await openEventLog({ storage });
    log.append({ kind: 'user_interactions', time: 1, data: EXAMPLES.user_interactions });
    await log.flush();
    const operations = datasetOperations(() => {}, { storage });
    const leave = (scope: 'own' | 'class' | 'publish') =>
      operations.exportLog({ scope, scrubbing: NO_SCRUBBING, app: '0.1.0' });
    return { storage, log, operations, leave, consents: await openConsents({ storage }) };
  }
  const bytesOf = async ({ blob }: { blob: Blob }) => new Uint8Array(await blob.arrayBuffer());
  const manifestOf = async (exported: { blob: Blob }) =>
    JSON.parse(strFromU8(unzipSync(await bytesOf(exported))[MANIFEST] ?? new Uint8Array()));

  it('an export for others is refused until it was agreed to, and says where', async () => {
    const { leave, consents } = await played();
    expect(await manifestOf(await leave('own'))).toMatchObject({ scope: 'own' });
    await expect(leave('class')).rejects.toThrow(/for a class.*1 session.*under Log/);
    await consents.answer('class', true, 1);
    expect(await manifestOf(await leave('class'))).toMatchObject({ scope: 'class' });
    await expect(leave('publish')).rejects.toThrow(ConsentError);
    await consents.answer('class', false, 2);
    await expect(leave('class')).rejects.toThrow(ConsentError);
  });

  it('sessions of others leave as far as their performers gave them', async () => {
    const [teacher, ada, bob] = [await played(), await played(), await played()];
    for (const { consents } of [teacher, ada]) await consents.answer('class', true, 1);
    const take = async (exported: { blob: Blob }) =>
      teacher.operations.importFile({ file: exported.blob, revive: false });
    await take(await ada.leave('class'));
    await take(await bob.leave('own'));
    const own = await teacher.leave('own');
    expect([(await manifestOf(own)).heads.length, own.withheld]).toEqual([3, 0]);
    const shared = await teacher.leave('class');
    const sessions = (await manifestOf(shared)).heads.map(({ session }: { session: string }) => session);
    expect(sessions.toSorted()).toEqual([teacher.log.session, ada.log.session].toSorted());
    expect(shared.withheld).toBe(1);
    // Bob changes his mind.
    await bob.consents.answer('class', true, 1);
    bob.log.append({ kind: 'user_interactions', time: 2, data: EXAMPLES.user_interactions });
    await bob.log.flush();
    await take(await bob.leave('class'));
    expect((await teacher.leave('class')).withheld).toBe(0);
  });

  it('what was generated belongs to nobody', async () => {
    const records = exampleRecords(3).filter(({ actor }) => actor === 'simulated');
    await expect(zipOf(records, { scope: 'publish' })).resolves.toBeInstanceOf(Uint8Array);
    await expect(zipOf(exampleRecords(3), { scope: 'publish' })).rejects.toThrow(/2 sessions/);
  });
});

describe('hostile files', () => {
  const bundle = (files: Record<string, Uint8Array>) => zipSync(files, { level: 9 });
  const manifest = Buffer.from(JSON.stringify({ format: 'code-live-dataset', version: 1, heads: [] }));
  const all = (data: Uint8Array) => [...openBundle(data).records(() => {})];
  /** A thousandfold: far more than JSON ever packs. */
  const bomb = () => gzipSync(new Uint8Array(64 * 1024 * 1024).fill(0x20), { level: 9 });

  it.each([
    ['nothing', () => new Uint8Array(), /no bundle/],
    ['noise', () => Buffer.from('hello'), /no bundle/],
    ['JSON of something else', () => Buffer.from('{"name": 1}'), /none of the categories/],
    ['JSON that is cut off', () => Buffer.from('{"code_patterns": ['), /JSON/],
    [
      'a zip that is cut off',
      () => bundle({ [EVENTS]: gzipSync(new Uint8Array(9)) }).slice(0, 40),
      /can't be read/,
    ],
    ['a zip of something else', () => bundle({ 'a.txt': new Uint8Array(3) }), /is missing/],
    ['a file that leads out', () => bundle({ '../a': new Uint8Array(1) }), /leads out/],
    ['an absolute path', () => bundle({ '/etc/a': new Uint8Array(1) }), /leads out/],
    [
      'too many files',
      () => bundle(Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`f${i}`, new Uint8Array()]))),
      /more than 2000/,
    ],
    [
      'a later version',
      () =>
        bundle({
          [EVENTS]: gzipSync(new Uint8Array()),
          [MANIFEST]: Buffer.from(JSON.stringify({ format: 'code-live-dataset', version: 9, heads: [] })),
        }),
      /version 9/,
    ],
    ['a gzip bomb', bomb, /far more/],
    ['a gzip bomb in a bundle', () => bundle({ [EVENTS]: bomb(), [MANIFEST]: manifest }), /far more/],
    [
      'a manifest that is a bomb',
      () => bundle({ [EVENTS]: gzipSync(new Uint8Array()), [MANIFEST]: new Uint8Array(20 * 1024 * 1024) }),
      /would expand/,
    ],
    ['a damaged gzip', () => gzipSync(Buffer.from('{"kind":1}\n')).fill(0xff, 10, 16), /damaged/],
  ])('%s: refused with a reason', (_, data, message) => {
    expect(() => all(data())).toThrow(BundleError);
    expect(() => all(data())).toThrow(message);
  });
});
