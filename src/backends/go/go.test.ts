import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  canonicalText,
  type Encoded,
  FLOAT,
  type InputSpec,
  int,
  interval,
  list,
  optional,
  record,
  STR,
} from '../../language';
import type { InputValues, Outcome } from '../contract';
import { readBatch, readOutcome, writeInput } from '../native';
import type { EmittedCase, NativeSuite } from '../native-testing';
import { buildGo, emitCase, hasGo } from './testing';

/** Programs with what CPython 3.14 makes of them. */
interface Reference {
  readonly source: string;
  readonly expected?: Encoded;
  readonly raises?: string;
}

const REFERENCE: readonly Reference[] = readFileSync(
  new URL('fixtures/python-3.14.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line): Reference => JSON.parse(line));

/** Where these programs leave what Go's Unicode tables share with Python's, they must say so. */
const MAY_BE_OUTSIDE = /['"]|\bs\b/;
const BUILD_LIMIT = 600_000;

function expectOutcome(outcome: Outcome, reference: Reference): void {
  if (outcome.kind === 'outside') {
    expect(reference.source).toMatch(MAY_BE_OUTSIDE);
    return;
  }
  if (reference.raises !== undefined)
    expect(outcome).toMatchObject({ kind: 'raises', exception: reference.raises });
  else {
    const value = outcome.kind === 'value' ? canonicalText(outcome.value) : outcome;
    expect(value).toEqual(canonicalText(reference.expected ?? null));
  }
}

interface Prepared {
  readonly reference: Reference;
  readonly emitted: EmittedCase;
}

function emitAll(references: readonly Reference[], settings: object): Prepared[] {
  return references.flatMap((reference) => {
    const emitted = emitCase({ source: reference.source, settings });
    return typeof emitted === 'string' ? [] : [{ reference, emitted }];
  });
}

describe.skipIf(!hasGo())('emitted Go, compiled and run', () => {
  const loops = emitAll(REFERENCE, { mode: 'loops' });
  const others = REFERENCE.filter((_, i) => i % 4 === 0);
  const pipelines = emitAll(others, { mode: 'pipeline' });
  const goroutines = emitAll(others, { mode: 'loops', parallel: 3 });
  const all = [...loops, ...pipelines, ...goroutines];
  let suite: NativeSuite | null = null;

  beforeAll(async () => {
    suite = await buildGo(all.map(({ emitted }) => emitted));
  }, BUILD_LIMIT);
  afterAll(() => suite?.remove());

  it('refuses few of them', () => {
    expect(loops.length / REFERENCE.length).toBeGreaterThan(0.9);
  });

  it.each(all.map((prepared, i) => [prepared.reference.source.slice(0, 100), i] as const))(
    '%s',
    async (_, i) => {
      const prepared = all[i];
      if (prepared === undefined || suite === null) throw new Error('not built');
      expectOutcome(await suite.run(i, prepared.emitted), prepared.reference);
    },
  );

  it('is what gofmt prints', () => {
    const { stdout, status } = spawnSync('gofmt', ['-l', suite?.directory ?? ''], { encoding: 'utf8' });
    const emitted = stdout.split('\n').filter((path) => path.endsWith('program.go'));
    expect({ status, emitted }).toEqual({ status: 0, emitted: [] });
  });
});

const ORDER = record([
  { name: 'region', type: STR },
  { name: 'order_total', type: FLOAT },
  { name: 'note', type: optional(STR) },
]);
const INPUTS: readonly InputSpec[] = [
  { name: 'n', type: int(interval(0, 1_000_000)) },
  { name: 'xs', type: list(int(interval(-(2 ** 53), 2 ** 53))) },
  { name: 'orders', type: list(ORDER) },
];
const row = (region: string, total: number, note: string | null): Encoded => ({
  dict: [
    ['region', region],
    ['order_total', { float: String(total) }],
    ['note', note],
  ],
});
const VALUES: InputValues = {
  n: 5,
  xs: [3, -1, { int: '9007199254740992' }],
  orders: [row('north', 2.5, null), row('süd', 0.1, 'late')],
};
const WITH_INPUTS: readonly [string, Encoded][] = [
  ['[i * i for i in range(n)]', [0, 1, 4, 9, 16]],
  ['[x * x for x in xs]', [9, 1, { int: '81129638414606681695789005144064' }]],
  ['[o.region for o in orders if o.order_total > 1]', ['north']],
  [
    '{o.region: o.note for o in orders}',
    {
      dict: [
        ['north', null],
        ['süd', 'late'],
      ],
    },
  ],
  ['[note.upper() for note in (o.note for o in orders) if note is not None]', ['LATE']],
  ['sum(o.order_total for o in orders)', { float: '2.6' }],
  ['sum(x.order_total for x in orders if x.order_total > 9)', 0],
];

describe.skipIf(!hasGo())('inputs and the line protocol', () => {
  const emitted = WITH_INPUTS.map(([source]) => {
    const one = emitCase({ source, inputs: INPUTS });
    if (typeof one === 'string') throw new Error(`${source}: ${one}`);
    return one;
  });
  let suite: NativeSuite | null = null;
  beforeAll(async () => {
    suite = await buildGo(emitted);
  }, BUILD_LIMIT);
  afterAll(() => suite?.remove());

  it.each(WITH_INPUTS.map(([source, expected], i) => [source, expected, i] as const))(
    '%s',
    async (_, expected, i) => {
      const one = emitted[i];
      if (one === undefined || suite === null) throw new Error('not built');
      const outcome = await suite.run(i, one, VALUES);
      expect(outcome).toEqual({ kind: 'value', value: expected });
    },
  );

  it('takes new inputs without another build, and measures batches with one digest', async () => {
    const talk = suite?.start(0);
    const type = INPUTS[0]?.type;
    if (talk === undefined || type === undefined) throw new Error('not built');
    expect(await talk.ask(...writeInput(type, 3))).toBe('ready');
    const first = readOutcome(await talk.ask('v'));
    expect(first.outcome).toEqual({ kind: 'value', value: [0, 1, 4] });
    expect(await talk.ask('i', ...writeInput(type, 2))).toBe('ok');
    const second = readOutcome(await talk.ask('v'));
    expect(second.outcome).toEqual({ kind: 'value', value: [0, 1] });
    const batch = readBatch(await talk.ask('b 10'));
    expect(batch).toMatchObject({ count: 10, digest: second.digest });
    expect(batch.elapsed).toBeGreaterThan(0);
    expect(await talk.end()).toBe(0);
  });
});
