/** What we use of SQLite's C interface in JavaScript. */
export interface SqliteApi {
  readonly capi: {
    readonly SQLITE_CONSTRAINT: number;
    readonly SQLITE_INDEX_CONSTRAINT_EQ: number;
    readonly sqlite3_module: new () => ModuleStruct;
    sqlite3_declare_vtab(database: number, schema: string): number;
    sqlite3_values_to_js(count: number, values: number): readonly (number | bigint)[];
    sqlite3_result_int64(context: number, value: bigint): void;
    sqlite3_create_module(database: number, name: string, module: number, auxiliary: number): number;
  };
  readonly wasm: { installFunction(signature: string, run: (...args: never[]) => number): number };
  readonly vtab: {
    readonly xVtab: { create(pointer: number): unknown; dispose(pointer: number): void };
    readonly xCursor: {
      create(pointer: number): Cursor;
      get(pointer: number): Cursor;
      unget(pointer: number): Cursor;
    };
    xIndexInfo(pointer: number): IndexInfo;
    xRowid(pointer: number, value: bigint): void;
  };
}

interface ModuleStruct {
  readonly pointer: number;
  memberSignature(name: string): string;
  [member: `$${string}`]: number;
}

interface Cursor {
  at?: bigint;
  start?: bigint;
  stop?: bigint;
  step?: bigint;
  dispose(): void;
}

interface IndexInfo {
  readonly $nConstraint: number;
  $idxNum: number;
  $estimatedCost: number;
  nthConstraint(index: number): {
    readonly $iColumn: number;
    readonly $op: number;
    readonly $usable: number;
    dispose(): void;
  };
  nthConstraintUsage(index: number): { $argvIndex: number; $omit: number; dispose(): void };
  dispose(): void;
}

/** Columns of the table: the value, and the arguments as hidden columns. */
const SCHEMA =
  'CREATE TABLE x(value INTEGER, start INTEGER HIDDEN, stop INTEGER HIDDEN, step INTEGER HIDDEN)';

/**
 * `generate_series(start, stop[, step])`, the table-valued function of SQLite's series extension, which the shell has
 * and the browser build lacks. After the interface of ext/misc/series.c.
 */
export function installSeries({ capi, wasm, vtab }: SqliteApi, database: number): void {
  const methods: Record<string, (...args: number[]) => number> = {
    xConnect: (db = 0, _aux, _argc, _argv, table = 0) => {
      const code = capi.sqlite3_declare_vtab(db, SCHEMA);
      if (code === 0) vtab.xVtab.create(table);
      return code;
    },
    xDisconnect: (table = 0) => {
      vtab.xVtab.dispose(table);
      return 0;
    },
    xBestIndex: (_table, info = 0) => plan(vtab.xIndexInfo(info)),
    xOpen: (_table, cursor = 0) => {
      vtab.xCursor.create(cursor);
      return 0;
    },
    xClose: (cursor = 0) => {
      vtab.xCursor.unget(cursor).dispose();
      return 0;
    },
    xFilter: (cursor = 0, given = 0, _name, count = 0, values = 0) => {
      start(vtab.xCursor.get(cursor), given, capi.sqlite3_values_to_js(count, values));
      return 0;
    },
    xNext: (cursor = 0) => {
      const c = vtab.xCursor.get(cursor);
      c.at = (c.at ?? 0n) + (c.step ?? 1n);
      return 0;
    },
    xEof: (cursor = 0) => {
      const { at = 0n, stop = 0n, step = 1n } = vtab.xCursor.get(cursor);
      return Number(step > 0n ? at > stop : at < stop);
    },
    xColumn: (cursor = 0, context = 0, column = 0) => {
      const { at = 0n, start: from = 0n, stop = 0n, step = 1n } = vtab.xCursor.get(cursor);
      capi.sqlite3_result_int64(context, [at, from, stop, step][column] ?? 0n);
      return 0;
    },
    xRowid: (cursor = 0, rowid = 0) => {
      vtab.xRowid(rowid, vtab.xCursor.get(cursor).at ?? 0n);
      return 0;
    },
  };
  const module = new capi.sqlite3_module();
  for (const [name, method] of Object.entries(methods)) {
    module[`$${name}`] = wasm.installFunction(module.memberSignature(name), method);
  }
  const code = capi.sqlite3_create_module(database, 'generate_series', module.pointer, 0);
  if (code !== 0) throw new Error(`generate_series could not be registered (${code})`);

  /** Hands every argument that the query fixes to xFilter; bit k of idxNum says that argument k is there. */
  function plan(info: IndexInfo): number {
    const places = new Map<number, number>();
    for (let i = 0; i < info.$nConstraint; i++) {
      const constraint = info.nthConstraint(i);
      const { $iColumn: column, $op: operator, $usable: usable } = constraint;
      constraint.dispose();
      if (column < 1 || column > 3 || operator !== capi.SQLITE_INDEX_CONSTRAINT_EQ) continue;
      if (!usable) {
        info.dispose();
        return capi.SQLITE_CONSTRAINT;
      }
      places.set(column, i);
    }
    let given = 0;
    let argument = 1;
    for (const column of [1, 2, 3]) {
      const place = places.get(column);
      if (place === undefined) continue;
      const usage = info.nthConstraintUsage(place);
      usage.$argvIndex = argument++;
      usage.$omit = 1;
      usage.dispose();
      given |= 1 << (column - 1);
    }
    info.$idxNum = given;
    info.$estimatedCost = 1;
    info.dispose();
    return 0;
  }

  function start(cursor: Cursor, given: number, values: readonly (number | bigint)[]): void {
    let next = 0;
    const argument = (bit: number, absent: bigint): bigint =>
      given & bit ? BigInt(values[next++] ?? 0) : absent;
    cursor.start = argument(1, 0n);
    cursor.stop = argument(2, 0n);
    cursor.step = argument(4, 1n);
    cursor.at = cursor.start;
  }
}
