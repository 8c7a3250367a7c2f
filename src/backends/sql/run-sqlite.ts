import type { Encoded, InputSpec } from '../../language';
import type { BatchResult, Emission, InputValues, Instance, Outcome, Runtime } from '../contract';
import { type Cell, readCell } from './cells';
import type { SqlLayout } from './layout';
import { quoted } from './names';
import { failedOutcome } from './outcome';
import { hasOddFloat, parameter } from './parameters';
import { assemble } from './rows';
import { installSeries, type SqliteApi } from './series';
import { entriesOf, itemsOf } from './values';

interface Statement {
  bind(values: Record<string, unknown>): Statement;
  step(): boolean;
  get(target: unknown[]): unknown[];
  reset(alsoClearBinds?: boolean): Statement;
  finalize(): void;
  readonly parameterCount: number;
}

interface Database {
  readonly pointer: number;
  exec(options: string | { sql: string; bind?: unknown[] }): unknown;
  prepare(sql: string): Statement;
  createFunction(name: string, run: (context: number, message: string) => never, options: object): unknown;
  close(): void;
}

type Sqlite = SqliteApi & {
  readonly oo1: { readonly DB: new (name: string) => Database };
  readonly config: { warn: (...parts: unknown[]) => void };
};

/** Opens SQLite-wasm in memory. */
export async function openSqlite(vendor: string | undefined): Promise<Runtime> {
  const sqlite = await start(vendor);
  // Errors come back as outcomes; the console need not repeat them.
  sqlite.config.warn = () => {};
  const database = new sqlite.oo1.DB(':memory:');
  installSeries(sqlite, database.pointer);
  database.createFunction(
    'raise_exception',
    (_context, message) => {
      throw new Error(message);
    },
    { arity: 1, deterministic: false },
  );
  return {
    backend: 'sql',
    load: async (emission, inputs) => new SqliteInstance(database, emission, inputs),
    close: async () => database.close(),
  };
}

async function start(vendor: string | undefined): Promise<Sqlite> {
  const quiet = { print: () => {}, printErr: () => {} };
  // The package looks for a file system of the browser that a worker of ours does not use, and warns.
  const globals: Record<string, unknown> = { sqlite3ApiConfig: { warn: () => {} } };
  if (vendor !== undefined) {
    const url = new URL('sqlite/sqlite3.wasm', vendor).href;
    return initialised({ ...quiet, locateFile: () => url }, globals);
  }
  const [{ createRequire }, { readFile }, { dirname, join }] = await Promise.all([
    import('node:module'),
    import('node:fs/promises'),
    import('node:path'),
  ]);
  const folder = dirname(createRequire(import.meta.url).resolve('@sqlite.org/sqlite-wasm/package.json'));
  const wasmBinary = await readFile(join(folder, 'sqlite-wasm/jswasm/sqlite3.wasm'));
  // On Node it asks for a browser's globals while it loads.
  return initialised(
    { ...quiet, wasmBinary },
    { ...globals, self: globalThis, location: new URL('http://localhost/') },
  );
}

/** Initialises the package with globals that stand in for that long only, and never for real ones. */
async function initialised(options: object, stand: Readonly<Record<string, unknown>>): Promise<Sqlite> {
  const scope = globalThis as unknown as Record<string, unknown>;
  const added = Object.entries(stand).filter(([name]) => scope[name] === undefined);
  for (const [name, value] of added) scope[name] = value;
  try {
    const { default: init } = await import('@sqlite.org/sqlite-wasm');
    return (await init(options)) as Sqlite;
  } finally {
    for (const [name] of added) delete scope[name];
  }
}

class SqliteInstance implements Instance {
  readonly timings: { compile: number; instantiate: number };
  private readonly layout: SqlLayout;
  private statement: Statement | null = null;
  private failure: Outcome | null = null;
  /** Set when the inputs hold what the engine can't. */
  private unfit: Outcome | null = null;
  private parameters: Record<string, unknown> = {};

  constructor(
    private readonly database: Database,
    private readonly emission: Emission,
    inputs: InputValues,
  ) {
    this.layout = emission.layout as SqlLayout;
    const started = performance.now();
    this.register(inputs);
    const registered = performance.now();
    try {
      this.statement = database.prepare(emission.code);
    } catch (error) {
      this.failure = failedOutcome(messageOf(error));
    }
    this.timings = { compile: performance.now() - registered, instantiate: registered - started };
  }

  async run(): Promise<Outcome> {
    if (this.failure) return this.failure;
    if (this.unfit) return this.unfit;
    try {
      const rows = this.execute();
      const read = rows.map(
        (row) => (column: number, type: Parameters<typeof readCell>[1]) =>
          readCell(row[column] ?? null, type),
      );
      return { kind: 'value', value: assemble(this.layout, read) };
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
  }

  async close(): Promise<void> {
    this.statement?.finalize();
    this.statement = null;
    for (const name of Object.keys(this.layout.tables))
      this.database.exec(`DROP TABLE IF EXISTS ${quoted(name)}`);
  }

  private execute(): Cell[][] {
    if (!this.statement) throw new Error('the statement is closed');
    const rows: Cell[][] = [];
    try {
      if (this.statement.parameterCount > 0) this.statement.bind(this.parameters);
      while (this.statement.step()) rows.push(this.statement.get([]) as Cell[]);
    } finally {
      this.statement.reset();
    }
    return rows;
  }

  private register(inputs: InputValues): void {
    this.parameters = {};
    this.unfit = this.emission.inputs.some((spec) => hasOddFloat(inputs[spec.name] ?? null))
      ? {
          kind: 'outside',
          rule: 'may-overflow',
          message: 'SQLite takes floats of inputs that are finite and of moderate size',
        }
      : null;
    for (const spec of this.emission.inputs) {
      const value = inputs[spec.name] ?? null;
      if (spec.name in this.layout.tables) this.fillTable(spec, value);
      else if (this.layout.parameters.includes(spec.name))
        this.parameters[`:${spec.name}`] = parameter(spec.type, value);
    }
  }

  private fillTable({ name, type }: InputSpec, value: Encoded): void {
    if (type.kind !== 'list' || type.element.kind !== 'record') throw new TypeError(`${name} is no table`);
    const { fields } = type.element;
    const table = quoted(name);
    this.database.exec(`DROP TABLE IF EXISTS ${table}`);
    this.database.exec(`CREATE TABLE ${table} (${fields.map((f) => quoted(f.name)).join(', ')})`);
    const sql = `INSERT INTO ${table} VALUES (${fields.map(() => '?').join(', ')})`;
    for (const row of itemsOf(value)) {
      const cells = new Map(entriesOf(row).map(([k, v]) => [String(k), v]));
      this.database.exec({ sql, bind: fields.map((f) => parameter(f.type, cells.get(f.name) ?? null)) });
    }
  }
}

/** Row count and last cell: cheap, and equal for equal results. */
function fold(rows: readonly Cell[][]): number {
  let digest = rows.length >>> 0;
  for (const c of String(rows.at(-1)?.at(-1) ?? ''))
    digest = (Math.imul(digest, 31) + (c.codePointAt(0) ?? 0)) >>> 0;
  return digest;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
