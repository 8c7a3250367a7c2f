import type { Encoded, InputSpec } from '../../language';
import type { BatchResult, Emission, InputValues, Instance, Outcome, Runtime } from '../contract';
import { type Cell, readCell } from './cells';
import type { SqlLayout } from './layout';
import { quoted } from './names';
import { failedOutcome } from './outcome';
import { parameter } from './parameters';
import { typeName } from './postgresql-types';
import { assemble } from './rows';
import { shapeOf } from './term';
import { entriesOf, itemsOf } from './values';

/** What we use of a PGlite database. */
interface Database {
  query(text: string, parameters?: unknown[], options?: object): Promise<{ rows: unknown[] }>;
  exec(text: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Raises its text; the second argument says which type the call stands in for. */
const RAISE = `CREATE OR REPLACE FUNCTION raise_exception(message text, stands_for anyelement) RETURNS anyelement
LANGUAGE plpgsql VOLATILE AS $$ BEGIN RAISE EXCEPTION '%', message; END $$`;

/** Results as text: numbers would lose digits on the way through JavaScript. */
const AS_TEXT = Object.fromEntries(
  [16, 17, 20, 21, 23, 25, 700, 701, 1700, 3802].map((id) => [id, (text: string) => text]),
);

/** Opens PGlite: PostgreSQL in this process, in memory. */
export async function openPostgresql(vendor: string | undefined): Promise<Runtime> {
  const database = await connect(vendor);
  await database.exec(RAISE);
  return {
    backend: 'sql',
    load: (emission, inputs) => PostgresqlInstance.open(database, emission, inputs),
    close: () => database.close(),
  };
}

async function connect(vendor: string | undefined): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  if (vendor === undefined) return PGlite.create();
  const file = async (name: string) => fetch(new URL(`pglite/${name}`, vendor));
  const [data, postgres, initdb] = await Promise.all([
    file('pglite.data'),
    file('pglite.wasm'),
    file('initdb.wasm'),
  ]);
  return PGlite.create({
    fsBundle: await data.blob(),
    pgliteWasmModule: await WebAssembly.compileStreaming(postgres),
    initdbWasmModule: await WebAssembly.compileStreaming(initdb),
  });
}

class PostgresqlInstance implements Instance {
  readonly timings: { compile: number; instantiate: number };
  private parameters: unknown[] = [];

  private constructor(
    private readonly database: Database,
    private readonly emission: Emission,
    private readonly layout: SqlLayout,
    instantiate: number,
  ) {
    this.timings = { compile: 0, instantiate };
  }

  static async open(
    database: Database,
    emission: Emission,
    inputs: InputValues,
  ): Promise<PostgresqlInstance> {
    const started = performance.now();
    const layout = emission.layout as SqlLayout;
    const instance = new PostgresqlInstance(database, emission, layout, performance.now() - started);
    await instance.setInputs(inputs);
    instance.timings.instantiate = performance.now() - started;
    return instance;
  }

  async run(): Promise<Outcome> {
    try {
      return { kind: 'value', value: this.read(await this.execute()) };
    } catch (error) {
      return failedOutcome(error instanceof Error ? error.message : String(error));
    }
  }

  async batch(count: number): Promise<BatchResult> {
    let digest = 0;
    const from = performance.now();
    for (let i = 0; i < count; i++) digest = fold(await this.execute());
    return { count, elapsed: performance.now() - from, digest };
  }

  async setInputs(inputs: InputValues): Promise<void> {
    const values = new Map<string, unknown>();
    for (const spec of this.emission.inputs) {
      const value = inputs[spec.name] ?? null;
      if (spec.name in this.layout.tables) {
        await this.fillTable(spec, value);
      } else {
        const given = parameter(spec.type, value);
        values.set(spec.name, typeof given === 'number' ? floatText(given) : given);
      }
    }
    this.parameters = this.layout.parameters.map((name) => values.get(name) ?? null);
  }

  async close(): Promise<void> {
    for (const name of Object.keys(this.layout.tables))
      await this.database.exec(`DROP TABLE IF EXISTS ${quoted(name)}`);
  }

  private async fillTable({ name, type }: InputSpec, value: Encoded): Promise<void> {
    if (type.kind !== 'list' || type.element.kind !== 'record') throw new TypeError(`${name} is no table`);
    const { fields } = type.element;
    const table = quoted(name);
    const columns = fields.map((f) => `${quoted(f.name)} ${typeName(shapeOf(f.type))}`);
    await this.database.exec(`DROP TABLE IF EXISTS ${table}`);
    await this.database.exec(
      `CREATE TABLE ${table} (rowid bigint GENERATED ALWAYS AS IDENTITY, ${columns.join(', ')})`,
    );
    const names = fields.map((f) => quoted(f.name)).join(', ');
    const places = fields.map((_, i) => `$${i + 1}`).join(', ');
    for (const row of itemsOf(value)) {
      const cells = new Map(entriesOf(row).map(([k, v]) => [String(k), v]));
      const values = fields.map((f) => parameter(f.type, cells.get(f.name) ?? null));
      await this.database.query(`INSERT INTO ${table} (${names}) VALUES (${places})`, values);
    }
  }

  private async execute(): Promise<Cell[][]> {
    const { rows } = await this.database.query(this.emission.code, this.parameters, {
      rowMode: 'array',
      parsers: AS_TEXT,
    });
    return rows as Cell[][];
  }

  private read(rows: readonly Cell[][]): Encoded {
    return assemble(
      this.layout,
      rows.map((row) => (column, type) => readCell(row[column] ?? null, type)),
    );
  }
}

const floatText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** Row count and last cell: cheap, and equal for equal results. */
function fold(rows: readonly Cell[][]): number {
  let digest = rows.length >>> 0;
  for (const c of String(rows.at(-1)?.at(-1) ?? ''))
    digest = (Math.imul(digest, 31) + (c.codePointAt(0) ?? 0)) >>> 0;
  return digest;
}
