import type { Runtime, SqlDialect } from '../contract';
import type { SqlLayout } from './layout';

export interface SqlRuntimeOptions {
  /** Folder URL of the engines' own files (`/vendor/`), with a slash at its end. On Node they are found from the packages. */
  readonly vendor?: string;
}

/** Runs emitted SQL on the engine of its dialect; the other dialects' engines are opened by the first program that needs them. */
export async function createSqlRuntime(options: SqlRuntimeOptions = {}): Promise<Runtime> {
  const engines = new Map<SqlDialect, Promise<Runtime>>();
  const engine = (dialect: SqlDialect): Promise<Runtime> => {
    const known = engines.get(dialect);
    if (known) return known;
    const opened = ENGINES[dialect](options.vendor);
    engines.set(dialect, opened);
    return opened;
  };
  // The default dialect is opened at once, so that its start is not the first program's cost.
  await engine('duckdb');
  return {
    backend: 'sql',
    load: async (emission, inputs) =>
      (await engine((emission.layout as SqlLayout).dialect)).load(emission, inputs),
    close: async () => {
      for (const opened of engines.values()) await (await opened).close();
      engines.clear();
    },
  };
}

const ENGINES: Readonly<Record<SqlDialect, (vendor: string | undefined) => Promise<Runtime>>> = {
  duckdb: async (vendor) => (await import('./run-duckdb')).openDuckdb(vendor),
  sqlite: async (vendor) => (await import('./run-sqlite')).openSqlite(vendor),
  postgresql: async (vendor) => (await import('./run-postgresql')).openPostgresql(vendor),
};
