import { describe, expect, it } from 'vitest';
import type { DatasetRecord } from '../../dataset';
import type { MlEngine } from '../../learning';
import type { ForecastExample } from '../predictive-morphing/types';
import { examplesAt, priceModel, priceTrainer } from '../testing';
import { isPromoted, judge, splitByProgram, type TrainedModel, trainOperations } from './index';

const engine = { tensors: async () => 0 } as unknown as MlEngine;
const recordsOf = (examples: readonly ForecastExample[], session: string) =>
  examples.map((example) => ({
    kind: 'performance_metrics',
    session,
    data: { example },
  })) as unknown as DatasetRecord[];

const shipped = recordsOf(examplesAt(1, 20, 20), 'collected');
const operations = (own: readonly ForecastExample[] | Error) =>
  trainOperations(priceTrainer, engine, {
    shipped: async () => shipped,
    own: async () => {
      if (own instanceof Error) throw own;
      return recordsOf(own, 'mine');
    },
  });

async function last(
  stream: AsyncGenerator<unknown, TrainedModel>,
  onTick: (tick: unknown) => void = () => {},
) {
  for (;;) {
    const next = await stream.next();
    if (next.done) return next.value;
    onTick(next.value);
  }
}

describe('training from the shipped dataset', () => {
  it('tells of its steps, and gives a model that can be packed and read', async () => {
    const ticks: unknown[] = [];
    const call = { seed: 3, backend: 'cpu' as const, steps: 5 };
    const { text, card, cancelled } = await last(operations([]).train(call, undefined), (tick) =>
      ticks.push(tick),
    );
    expect(ticks[0]).toEqual({ kind: 'reading' });
    expect(ticks).toHaveLength(6);
    expect(priceTrainer.unpackModel(text).nets).toEqual(priceModel(1).nets);
    expect(card).toMatchObject({ seed: 3, backend: 'cpu', data: { rows: 400 } });
    expect(cancelled).toBe(false);
  });

  it('ends when it is cancelled, and says so', async () => {
    const abort = new AbortController();
    const call = { seed: 3, backend: 'cpu' as const, steps: 1e6 };
    let ticks = 0;
    const model = await last(operations([]).train(call, abort.signal), () => ++ticks === 3 && abort.abort());
    expect(model.cancelled).toBe(true);
    expect(ticks).toBe(3);
  });
});

describe('fine-tuning on the performer’s own runs', () => {
  const call = { seed: 1, backend: 'cpu' as const, start: '2' };

  it('compares before and after on own programs and shipped rows that it was not shown', async () => {
    const own = examplesAt(1, 8, 10);
    const { comparison, card } = await last(operations(own).tune(call, undefined));
    expect(comparison).toMatchObject({
      own: { before: { error: 1, rows: 20 }, after: { error: 0, rows: 20 } },
      shipped: { before: { error: 1 }, after: { error: 0 } },
    });
    expect(comparison && isPromoted(comparison)).toBe(true);
    expect(card.data.sessions).toEqual(['mine']);
  });

  it('promotes no model that loses what the shipped programs taught', async () => {
    // The own runs take three times as long: a mean price suits them better, and the shipped ones worse.
    const own = examplesAt(3, 100, 20);
    const { comparison } = await last(operations(own).tune({ ...call, start: '1' }, undefined));
    expect(comparison?.own.after.error).toBeLessThan(comparison?.own.before.error ?? 0);
    expect(comparison && isPromoted(comparison)).toBe(false);
  });

  it('does not begin without consent, with too little, or from something that is no model', async () => {
    const refused = new RangeError('you have not agreed');
    await expect(last(operations(refused).tune(call, undefined))).rejects.toThrow('not agreed');
    await expect(last(operations(examplesAt(1, 2, 4)).tune(call, undefined))).rejects.toThrow('too few');
    await expect(last(operations([]).tune({ ...call, start: 'pear' }, undefined))).rejects.toThrow(
      'no model',
    );
  });
});

describe('the split', () => {
  it('keeps the rows of a program together', () => {
    const { train, heldOut } = splitByProgram(examplesAt(1, 12, 10), 5);
    const hashes = new Set(heldOut.map(({ hash }) => hash));
    expect(hashes.size).toBe(3);
    expect(train.some(({ hash }) => hashes.has(hash))).toBe(false);
    expect(train.length + heldOut.length).toBe(120);
  });
});

describe('judging', () => {
  it('counts a refusal as no forecast at all', () => {
    const examples = [...examplesAt(1, 1, 10), ...examplesAt(1, 1, 30, 'julia')];
    expect(judge(priceTrainer, priceModel(1), examples)).toEqual({ error: 1, rows: 40, refused: 30 });
  });
});
