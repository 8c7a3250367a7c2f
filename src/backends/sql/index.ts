import type { Backend } from '../contract';
import { emitSql } from './emit';

/** SQL: one query in DuckDB's, SQLite's or PostgreSQL's dialect. */
export const sql: Backend = {
  id: 'sql',
  title: 'SQL',
  language: 'sql',
  modes: ['subqueries', 'ctes'],
  parallel: 'refused',
  runsInBrowser: true,
  emit: emitSql,
};
