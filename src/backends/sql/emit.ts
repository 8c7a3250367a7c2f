import { type Expr, type InputSpec, mayRaise, type Program, Refusal, type Type } from '../../language';
import type { Emission, EmitResult, EmitSettings } from '../contract';
import { concat, type Fragment } from '../text';
import { collect } from './collectors';
import type { Dialect } from './dialect';
import { DUCKDB } from './duckdb';
import { Emitter } from './emitter';
import { isTable } from './iterables';
import { type ResultType, resultType, type SqlLayout } from './layout';
import { brokenLines } from './lines';
import { POSTGRESQL } from './postgresql';
import { printQuery, type Query } from './query';
import { collectSorted } from './sorting';
import { SQLITE } from './sqlite';
import { type Piece, type Term, term } from './term';

const DIALECTS: Readonly<Record<EmitSettings['dialect'], Dialect>> = {
  duckdb: DUCKDB,
  sqlite: SQLITE,
  postgresql: POSTGRESQL,
};

/** Longest query that is still a text to read. */
const MAX_LENGTH = 200_000;

/** Prints a program as one query, or says why not. */
export function emitSql(program: Program, settings: EmitSettings): EmitResult {
  try {
    const all = parametersOf(program);
    const first = emission(program, settings, all);
    if (settings.dialect === 'duckdb') return { ok: true, emission: first.emission };
    // No parameter is bound that the query leaves out, and PostgreSQL numbers those that it reads.
    const text = first.text.replaceAll(/'(?:[^']|'')*'/g, '');
    const read = all.filter((name, i) => text.match(parameterPattern(settings.dialect, name, i)) !== null);
    const { emission: last } = read.length === all.length ? first : emission(program, settings, read);
    return { ok: true, emission: last };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, diagnostics: [error.diagnostic] };
    throw error;
  }
}

/** A parameter as the query writes it; an input's name holds no character that a pattern reads otherwise. */
const parameterPattern = (dialect: EmitSettings['dialect'], name: string, index: number): RegExp =>
  dialect === 'sqlite' ? new RegExp(`:${name}(?![\\p{L}\\p{N}_])`, 'u') : new RegExp(`\\$${index + 1}\\b`);

/** Names of the inputs that are values, not tables. */
function parametersOf(program: Program): readonly string[] {
  return program.inputs.filter(({ type }) => !isTable(type)).map(({ name }) => name);
}

/** The emission, and the text of its query alone. */
function emission(
  program: Program,
  settings: EmitSettings,
  parameters: readonly string[],
): { readonly emission: Emission; readonly text: string } {
  const dialect = DIALECTS[settings.dialect];
  const emitter = new Emitter(program, settings, dialect, parameters);
  const { body } = program;
  const type =
    resultType(body.type) ??
    emitter.refuse('unsupported-type', body.span, 'A query returns values of one known type.');
  const { query, shape, raises } = topQuery(emitter, body);
  if (raises.size > 1) {
    emitter.refuse(
      'lazy-error-order',
      body.span,
      `This can raise ${[...raises].join(' or ')}, and a query doesn't say which comes first.`,
    );
  }
  const text = printQuery(query);
  emitter.requireAllRaising(body, text);
  const code: Fragment = concat([comment(program.source), brokenLines(text)]);
  if (code.text.length > MAX_LENGTH)
    emitter.refuse('unsupported-operation', body.span, 'The query would be too long to read.');
  // DuckDB-wasm's threaded build starts in the runner frame (1.32, `SET threads` is kept), but DuckDB reads `range()` on
  // one thread in every build, and splits tables only past 122,880 rows: its 34 MB would change no program here.
  if (settings.parallel > 1)
    emitter.note(
      'not-parallel',
      body.span,
      'This engine reads a range on one thread: parallel changes nothing here.',
    );
  const layout: SqlLayout = {
    dialect: settings.dialect,
    shape,
    type,
    parameters,
    ...inputLayout(emitter, program.inputs, body),
  };
  const { inputs } = program;
  return {
    emission: { backend: 'sql', code: code.text, map: code.map, notes: emitter.notes, inputs, layout },
    text: text.text,
  };
}

/** The Python source as line comments. */
function comment(source: string): string {
  return source
    .split(/\r\n|[\n\r\v\f\u2028\u2029]/)
    .map((line) => `-- ${line.replaceAll('\0', '\\0')}\n`)
    .join('');
}

interface Top {
  readonly query: Query;
  readonly shape: SqlLayout['shape'];
  readonly raises: Term['raises'];
}

function topQuery(emitter: Emitter, body: Expr): Top {
  const inner =
    body.kind === 'convert' && body.type.kind === body.value.type.kind && body.value.kind === 'comp'
      ? body.value
      : body;
  if (inner.kind === 'comp') {
    // What the collector itself raises is part of the whole query.
    emitter.excuse(inner);
    const collected = collect(emitter, inner, true);
    if (collected.kind === 'value') return single(emitter, collected.value);
    if (collected.kind === 'entries') {
      const columns = [output(emitter, collected.key, 'key'), output(emitter, collected.value, 'value')];
      return {
        query: collected.query(columns),
        shape: 'entries',
        raises: raisesOf(collected.query(columns)),
      };
    }
    const query = collected.query([output(emitter, collected.value, 'value')]);
    return { query, shape: collected.kind === 'rows' ? 'items' : 'value', raises: raisesOf(query) };
  }
  const top = topRows(emitter, inner);
  if (top !== null) return top;
  if (inner.kind === 'sorted') {
    const { value, query } = collectSorted(emitter, inner, true);
    const whole = query([output(emitter, value, 'value')]);
    return { query: whole, shape: 'items', raises: raisesOf(whole) };
  }
  return single(emitter, emitter.print(inner));
}

/** `sorted(…)[:n]`: the engine stops at LIMIT, after it has put all rows in order. */
function topRows(emitter: Emitter, node: Expr): Top | null {
  if (node.kind !== 'op' || node.op !== 'slice') return null;
  const [of, start, stop, step] = node.args;
  const absent = (bound: Expr | undefined): boolean => bound === undefined || bound.type.kind === 'none';
  if (of?.kind !== 'sorted' || !absent(start) || !absent(step)) return null;
  if (stop?.kind !== 'const' || typeof stop.value !== 'bigint' || stop.value < 1n) return null;
  // A value that can raise has to be computed of every row.
  if (mayRaise(of.source)) return null;
  const { value, query } = collectSorted(emitter, of, true);
  const whole = { ...query([output(emitter, value, 'value')]), limit: `${stop.value}` };
  return { query: whole, shape: 'items', raises: raisesOf(whole) };
}

function single(emitter: Emitter, value: Term): Top {
  return {
    query: { columns: [output(emitter, value, 'value')], from: [], where: [], order: [] },
    shape: 'value',
    raises: value.raises,
  };
}

/** A result column; one that is a plain column keeps its own name. */
function output(emitter: Emitter, value: Term, name: string): Term {
  if (/^[A-Za-z_]\w*$/.test(value.fragment.text) && !/^(TRUE|FALSE|NULL)$/.test(value.fragment.text))
    return value;
  return { ...term(value.shape)`${value} AS ${emitter.names.fresh(name)}` };
}

function raisesOf(query: Query): Term['raises'] {
  const all = new Set<Term['raises'] extends ReadonlySet<infer E> ? E : never>();
  const add = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (typeof piece === 'object' && 'raises' in piece) for (const name of piece.raises) all.add(name);
    }
  };
  add([...query.columns, ...query.from, ...query.where, ...(query.group ?? []), ...query.order]);
  for (const cte of query.ctes ?? []) for (const name of raisesOf(cte.query)) all.add(name);
  return all;
}

/** What the runner must register before the query: tables for lists of records, values for the rest. */
function inputLayout(
  emitter: Emitter,
  inputs: readonly InputSpec[],
  body: Expr,
): Pick<SqlLayout, 'tables' | 'inputs'> {
  const tables: Record<string, Record<string, ResultType>> = {};
  const values: Record<string, ResultType> = {};
  const known = (type: Type): ResultType =>
    resultType(type) ??
    emitter.refuse('unsupported-type', body.span, 'An input of this type is not passed to a query.');
  for (const { name, type } of inputs) {
    if (type.kind === 'list' && type.element.kind === 'record') {
      tables[name] = Object.fromEntries(type.element.fields.map((f) => [f.name, known(f.type)]));
    } else values[name] = known(type);
  }
  return { tables, inputs: values };
}
