import type { Encoded, InputSpec } from '../../language';
import type { BatchResult, Emission, InputValues, Instance, Outcome, Runtime } from '../contract';
import { type ArrowBatch, readArrow } from './arrow';
import type { SqlLayout } from './layout';
import { quoted } from './names';
import { failedOutcome } from './outcome';
import { assemble } from './rows';
import { duckdbLiteral, duckdbType, entriesOf, itemsOf } from './values';

/** What we use of a DuckDB connection; the same in its Node and its browser build. */
interface Connection {
  query(text: string): unknown;
  prepare(text: string): { query(): unknown; close(): void };
  close(): void;
}

/** Most memory that a query may take. */
const MEMORY_LIMIT = '512MB';
/** Rows of one INSERT when a table is filled. */
const CHUNK = 1000;

/** Opens DuckDB-wasm: one thread, in memory, cut off from files and network. */
export async function openDuckdb(vendor: string | undefined): Promise<Runtime> {
  const connection = await connect(vendor);
  connection.query(`SET memory_limit = '${MEMORY_LIMIT}'`);
  connection.query('SET enable_external_access = false');
  connection.query('SET lock_configuration = true');
  return {
    backend: 'sql',
    load: async (emission, inputs) => new DuckdbInstance(connection, emission, inputs),
    close: async () => connection.close(),
  };
}

async function connect(vendor: string | undefined): Promise<Connection> {
  if (vendor === undefined) return connectOnNode();
  const duckdb = await import('../../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking');
  const bundle = { mainModule: new URL('duckdb/duckdb-eh.wasm', vendor).href, mainWorker: '' };
  const database = await duckdb.createDuckDB(
    { mvp: bundle, eh: bundle },
    new duckdb.VoidLogger(),
    duckdb.BROWSER_RUNTIME,
  );
  await database.instantiate(() => {});
  database.open({ path: ':memory:', query: {} });
  return database.connect();
}

/** Only Node can resolve this entry of the package, so bundlers must not try. */
const NODE_ENTRY: string = '@duckdb/duckdb-wasm/blocking';

async function connectOnNode(): Promise<Connection> {
  const [duckdb, { createRequire }] = await Promise.all([
    import(/* @vite-ignore */ NODE_ENTRY) as Promise<typeof import('@duckdb/duckdb-wasm/blocking')>,
    import('node:module'),
  ]);
  const bundle = {
    mainModule: createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'),
    mainWorker: '',
  };
  const database = await duckdb.createDuckDB(
    { mvp: bundle, eh: bundle },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await database.instantiate(() => {});
  database.open({ path: ':memory:', query: {} });
  return database.connect();
}

class DuckdbInstance implements Instance {
  readonly timings: { compile: number; instantiate: number };
  private readonly layout: SqlLayout;
  private statement: { query(): unknown; close(): void } | null = null;
  /** What preparing said, when it failed: the outcome of every run. */
  private failure: Outcome | null = null;

  constructor(
    private readonly connection: Connection,
    private readonly emission: Emission,
    inputs: InputValues,
  ) {
    this.layout = emission.layout as SqlLayout;
    const started = performance.now();
    this.register(inputs);
    const registered = performance.now();
    this.prepare();
    this.timings = { compile: performance.now() - registered, instantiate: registered - started };
  }

  async run(): Promise<Outcome> {
    if (this.failure) return this.failure;
    try {
      return { kind: 'value', value: this.read(this.execute()) };
    } catch (error) {
      return failedOutcome(messageOf(error));
    }
  }

  async batch(count: number): Promise<BatchResult> {
    let digest = 0;
    const from = performance.now();
    for (let i = 0; i < count; i++) digest = fold(this.execute());
    return { count, elapsed: performance.now() - from, digest };
  }

  async setInputs(inputs: InputValues): Promise<void> {
    this.register(inputs);
    this.prepare();
  }

  async close(): Promise<void> {
    this.statement?.close();
    this.statement = null;
    for (const name of Object.keys(this.layout.tables))
      this.connection.query(`DROP TABLE IF EXISTS ${quoted(name)}`);
  }

  /** Variables are read when the statement is prepared, so new inputs prepare it again: the text stays the same. */
  private prepare(): void {
    this.statement?.close();
    this.statement = null;
    this.failure = null;
    try {
      this.statement = this.connection.prepare(this.emission.code);
    } catch (error) {
      this.failure = failedOutcome(messageOf(error));
    }
  }

  private register(inputs: InputValues): void {
    for (const spec of this.emission.inputs) {
      const value = inputs[spec.name] ?? null;
      if (spec.name in this.layout.tables) this.fillTable(spec, value);
      else this.connection.query(`SET VARIABLE ${quoted(spec.name)} = ${variable(spec, value)}`);
    }
  }

  private fillTable({ name, type }: InputSpec, value: Encoded): void {
    if (type.kind !== 'list' || type.element.kind !== 'record') throw new TypeError(`${name} is no table`);
    const { fields } = type.element;
    const table = quoted(name);
    const columns = fields.map((f) => `${quoted(f.name)} ${duckdbType(f.type)}`).join(', ');
    this.connection.query(`CREATE OR REPLACE TABLE ${table} (${columns})`);
    const rows = itemsOf(value).map((row) => {
      const cells = new Map(entriesOf(row).map(([k, v]) => [String(k), v]));
      return `(${fields.map((f) => duckdbLiteral(f.type, cells.get(f.name) ?? null)).join(', ')})`;
    });
    for (let at = 0; at < rows.length; at += CHUNK) {
      this.connection.query(`INSERT INTO ${table} VALUES ${rows.slice(at, at + CHUNK).join(', ')}`);
    }
  }

  private execute(): Result {
    if (!this.statement) throw new Error('the statement is closed');
    return this.statement.query() as Result;
  }

  private read(result: Result): Encoded {
    const rows = result.batches.flatMap((batch) =>
      Array.from({ length: batch.data.length }, (_, row) => {
        return (column: number, type: Parameters<typeof readArrow>[2]): Encoded => {
          const data = batch.data.children[column];
          if (!data) throw new TypeError('the result has fewer columns than its layout');
          return readArrow(data, row, type);
        };
      }),
    );
    return assemble(this.layout, rows);
  }
}

interface Result {
  readonly numRows: number;
  readonly batches: readonly ArrowBatch[];
}

function variable(spec: InputSpec, value: Encoded): string {
  const literal = duckdbLiteral(spec.type, value);
  return spec.type.kind === 'tuple' ? literal : `${literal}::${duckdbType(spec.type)}`;
}

/** Row count and last integer of the result: cheap, and equal for equal results. */
function fold(result: Result): number {
  let digest = result.numRows >>> 0;
  const column = result.batches.at(-1)?.data.children.at(-1);
  if (column && column.length > 0 && ArrayBuffer.isView(column.values)) {
    const bytes = new Uint8Array(column.values.buffer, column.values.byteOffset, column.values.byteLength);
    for (const byte of bytes.subarray(Math.max(0, bytes.length - 16)))
      digest = (Math.imul(digest, 31) + byte) >>> 0;
  }
  return digest;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
