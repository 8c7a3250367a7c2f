import { group } from 'd3';
import { compileProgram, type Program, walk } from '../../language';
import { seeded } from '../../measure';
import { type Cell, cellOf, isSameCell, type KnownCell } from './cell';
import type { ForecastExample } from './types';

/** An example as numbers, with the measurements of the same program beside it. */
export interface Row extends Cell {
  readonly family: string;
  readonly kernels: Readonly<Record<string, number>>;
  readonly hash: string;
  /** log of the median in ms, and of the 95th percentile over it. */
  readonly log: number;
  readonly tail: number;
  /** Operations of the program, by name. */
  readonly operations: readonly string[];
}

/** How much of what was measured of the same program a forecast is told. */
export type Knowledge = 'none' | 'others' | 'some' | 'all';

/** Compiles every program once. Examples whose program no longer compiles are left out. */
export function rowsOf(examples: readonly ForecastExample[]): Row[] {
  const programs = new Map<string, Program | null>();
  return examples.flatMap((example): Row[] => {
    const { hash, source, specs, family, backend, settings, size, kernels, p50, p95 } = example;
    if (!programs.has(hash)) programs.set(hash, compileProgram(source, specs).program ?? null);
    const program = programs.get(hash);
    if (!program || !(p50 > 0) || !(p95 >= p50)) return [];
    const cell = cellOf({ program, backend, settings, size, kernels });
    const operations = operationsOf(program);
    return [{ ...cell, family, kernels, hash, log: Math.log(p50), tail: Math.log(p95 / p50), operations }];
  });
}

const operationsByProgram = new WeakMap<Program, readonly string[]>();

/** Names of the operations and kinds of nodes that a program is made of. */
export function operationsOf(program: Program): readonly string[] {
  const known = operationsByProgram.get(program);
  if (known) return known;
  const names = new Set<string>();
  walk(program.body, (node) => {
    names.add(node.kind === 'op' ? node.op : node.kind === 'comp' ? node.collector.kind : node.kind);
  });
  const found = [...names].sort();
  operationsByProgram.set(program, found);
  return found;
}

/** Of each row, what is known of its program besides the very cell that is asked for. */
export function knowledgeOf(
  rows: readonly Row[],
): (row: Row, how: Knowledge, random: () => number) => KnownCell[] {
  const byProgram = group(rows, ({ hash }) => hash);
  return (row, how, random) => {
    if (how === 'none') return [];
    const others = (byProgram.get(row.hash) ?? []).filter((other) => !isSameCell(other, row));
    if (how === 'all') return others;
    if (how === 'others') return others.filter(({ backend }) => backend !== row.backend);
    return others.filter(() => random() < 0.5);
  };
}

/** Families in a seeded order, cut in two. */
export function splitFamilies(
  rows: readonly Row[],
  share: number,
  seed: number,
): { train: Row[]; held: Row[] } {
  const families = [...new Set(rows.map(({ family }) => family))].sort();
  const held = new Set(drawn(families, Math.max(1, Math.round(share * families.length)), seed));
  return {
    train: rows.filter(({ family }) => !held.has(family)),
    held: rows.filter(({ family }) => held.has(family)),
  };
}

/** So many of a list, by a seeded draw. */
export function drawn<T>(all: readonly T[], count: number, seed: number): T[] {
  const random = seeded(seed);
  return all
    .map((each) => ({ each, place: random() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, count)
    .map(({ each }) => each);
}
