import { createWriteStream, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import {
  DEFAULT_SETTINGS,
  type EmitSettings,
  type InputValues,
  loadBackend,
  type Outcome,
} from '../src/backends';
import {
  compileProgram,
  type Diagnostic,
  type Encoded,
  encodePlain,
  type InputSpec,
  inputTypeOf,
  sameValue,
  someType,
  type Type,
} from '../src/language';
import { type Execution, Machine } from './execute';
import { type Target, targetNamed } from './targets';

/** One case: a program with its value or the exception that it raises. */
export interface Case {
  readonly id: string;
  readonly code: string;
  readonly expected?: Encoded;
  readonly raises?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

export interface ConformResult {
  readonly id: string;
  readonly backend: string;
  readonly outcome: 'equal' | 'refused' | 'wrong' | 'crashed' | 'not-run';
  readonly value?: Encoded;
  readonly raises?: string;
  readonly diagnostic?: string;
}

export interface ConformOptions {
  readonly cases: string;
  readonly backends: readonly string[];
  readonly out?: string;
  readonly settings?: Partial<EmitSettings>;
  /** Milliseconds for one run. */
  readonly timeout: number;
}

export type Tally = Record<ConformResult['outcome'], number>;

/** Runs every case on every backend and compares. Answers the counts by backend. */
export async function conform(options: ConformOptions): Promise<Map<string, Tally>> {
  const cases = readCases(options.cases);
  const targets = options.backends.map(targetNamed);
  const machine = new Machine({ start: 120_000, run: options.timeout });
  const out = options.out === undefined ? null : createWriteStream(options.out);
  const tallies = new Map<string, Tally>();
  try {
    for (const target of targets) {
      const tally: Tally = { equal: 0, refused: 0, wrong: 0, crashed: 0, 'not-run': 0 };
      tallies.set(target.name, tally);
      for await (const result of inParallel(cases, jobsFor(target), (item) =>
        check(item, target, machine, options.settings ?? {}),
      )) {
        tally[result.outcome]++;
        out?.write(`${JSON.stringify(result)}\n`);
      }
      process.stderr.write(`${target.name}: ${tallyText(tally)}\n`);
    }
  } finally {
    await machine.close();
    await new Promise<void>((resolve) => (out ? out.end(resolve) : resolve()));
  }
  return tallies;
}

/** Compilers of native programs run side by side; a worker runs one program at a time. */
function jobsFor(target: Target): number {
  return RUNS_IN_WORKER.has(target.backend) ? 1 : availableParallelism();
}

const RUNS_IN_WORKER: ReadonlySet<string> = new Set(['python', 'typescript', 'wasm', 'sql']);

/** Results in the order of the items, with at most `jobs` under way. */
async function* inParallel<T, R>(
  items: readonly T[],
  jobs: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting: Promise<R>[] = [];
  for (const item of items) {
    waiting.push(work(item));
    const oldest = waiting.length >= jobs ? waiting.shift() : undefined;
    if (oldest) yield await oldest;
  }
  for (const rest of waiting) yield await rest;
}

export function tallyText(tally: Tally): string {
  return Object.entries(tally)
    .filter(([name, count]) => count > 0 || name !== 'not-run')
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

export function readCases(file: string): Case[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => readCase(line, `${file}:${index + 1}`));
}

function readCase(line: string, place: string): Case {
  const value: unknown = JSON.parse(line);
  if (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'code' in value &&
    typeof value.code === 'string'
  )
    return value as Case;
  throw new Error(`${place}: a case needs an "id" and a "code"`);
}

async function check(
  item: Case,
  target: Target,
  machine: Machine,
  settings: Partial<EmitSettings>,
): Promise<ConformResult> {
  const base = { id: item.id, backend: target.name };
  const inputs: InputValues = Object.fromEntries(
    Object.entries(item.inputs ?? {}).map(([name, value]) => [name, encodePlain(value, name)]),
  );
  const specs: InputSpec[] = Object.entries(inputs).map(([name, value]) => ({
    name,
    type: inputTypeOf(value),
  }));
  const { program, diagnostics } = compileProgram(item.code, specs);
  if (!program) {
    const errors = diagnostics.filter((d) => d.severity === 'error');
    const known =
      item.raises !== undefined &&
      errors.some((d) => d.exception === item.raises || item.raises === 'SyntaxError');
    const outcome = known ? 'equal' : 'refused';
    return { ...base, outcome, ...(known ? { raises: item.raises } : {}), diagnostic: textOf(diagnostics) };
  }
  const backend = await loadBackend(target.backend);
  const full = { ...DEFAULT_SETTINGS, mode: backend.modes[0], ...settings };
  try {
    const execution = await machine.execute(target, program, full, inputs);
    const expected =
      item.expected === undefined && item.raises === undefined
        ? await machine.reference(item.code, specs, inputs)
        : expectedOutcome(item);
    return { ...base, ...judge(execution, expected, program.body.type) };
  } catch (error) {
    return {
      ...base,
      outcome: 'crashed',
      diagnostic: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function expectedOutcome(item: Case): Outcome {
  if (item.raises !== undefined)
    return { kind: 'raises', exception: item.raises as Extract<Outcome, { kind: 'raises' }>['exception'] };
  return { kind: 'value', value: item.expected ?? null };
}

function judge(
  execution: Execution,
  expected: Outcome,
  type: Type,
): Pick<ConformResult, 'outcome' | 'value' | 'raises' | 'diagnostic'> {
  if (execution.kind === 'refused') return { outcome: 'refused', diagnostic: textOf(execution.diagnostics) };
  if (execution.kind === 'not-run') return { outcome: 'not-run', diagnostic: execution.message };
  const { outcome } = execution;
  switch (outcome.kind) {
    case 'value': {
      const unorderedDicts = someType(type, (t) => t.kind === 'dict' && !t.ordered);
      const equal = expected.kind === 'value' && sameValue(outcome.value, expected.value, { unorderedDicts });
      return { outcome: equal ? 'equal' : 'wrong', value: outcome.value };
    }
    case 'raises':
      return {
        outcome: expected.kind === 'raises' && expected.exception === outcome.exception ? 'equal' : 'wrong',
        raises: outcome.exception,
      };
    case 'outside':
      return { outcome: 'refused', diagnostic: `CL305 may-overflow: ${outcome.message}` };
    case 'stopped':
      return { outcome: 'refused', diagnostic: `stopped by the ${outcome.limit} limit: ${outcome.message}` };
    case 'crashed':
      return { outcome: 'crashed', diagnostic: outcome.message };
  }
}

function textOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .filter((d) => d.severity === 'error')
    .map(
      (d) =>
        `${d.code} ${d.rule} at ${d.span.start}-${d.span.end}: ${d.message}${d.hint ? ` ${d.hint}` : ''}`,
    )
    .join('; ');
}
