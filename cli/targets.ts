import { BACKENDS, type BackendId, DEFAULT_SETTINGS, SQL_DIALECTS, type SqlDialect } from '../src/backends';

/** A backend as the command line names it: SQL once for each dialect. */
export interface Target {
  readonly name: string;
  readonly backend: BackendId;
  readonly dialect: SqlDialect;
}

export const TARGETS: readonly Target[] = BACKENDS.flatMap((backend): Target[] =>
  backend === 'sql'
    ? SQL_DIALECTS.map((dialect) => ({ name: `sql-${dialect}`, backend, dialect }))
    : [{ name: backend, backend, dialect: DEFAULT_SETTINGS.dialect }],
);

/** @throws Error that lists the names there are */
export function targetNamed(name: string): Target {
  const target = TARGETS.find((t) => t.name === (name === 'sql' ? 'sql-duckdb' : name));
  if (!target)
    throw new Error(`There is no backend "${name}". Choose from ${TARGETS.map((t) => t.name).join(', ')}.`);
  return target;
}
