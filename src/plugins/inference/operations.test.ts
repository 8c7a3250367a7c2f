import { describe, expect, it } from 'vitest';
import { DATA_SIZE } from '../../language';
import { priceForecaster, SETTINGS } from '../testing';
import { inferOperations } from './index';

const request = {
  source: '[x * x for x in range(n)]',
  specs: [DATA_SIZE],
  kernels: {},
  known: [],
  questions: [
    { backend: 'wasm', settings: SETTINGS, size: 100 },
    { backend: 'julia', settings: SETTINGS, size: 100 },
  ],
} as const;

describe('the inferring worker', () => {
  it('says nothing before it has a model, and says what is wrong with one', async () => {
    const worker = inferOperations(priceForecaster);
    await expect(worker.forecast(request)).rejects.toThrow('no model is open');
    await expect(worker.open('pear')).rejects.toThrow('this is no model');
  });

  it('keeps the model that it has when another can’t be read', async () => {
    const worker = inferOperations(priceForecaster);
    expect(await worker.open('0.5')).toMatchObject({ weights: 1, features: 'price' });
    await expect(worker.open('pear')).rejects.toThrow();
    expect(await worker.forecast(request)).toMatchObject({ ok: true, forecasts: [{ p50: 50 }, {}] });
  });

  it('answers every question in its order, a refusal among them, and names the program by its hash', async () => {
    const worker = inferOperations(priceForecaster);
    await worker.open('0.5');
    const said = await worker.forecast(request);
    const renamed = await worker.forecast({ ...request, source: '[y * y  for y in range(n)]' });
    expect(said).toMatchObject({ ok: true, forecasts: [{ kind: 'forecast' }, { kind: 'unseen' }] });
    expect(renamed.ok && said.ok && renamed.hash === said.hash).toBe(true);
  });

  it('has no forecast for a text that is no program', async () => {
    const worker = inferOperations(priceForecaster);
    await worker.open('0.5');
    expect(await worker.forecast({ ...request, source: '[x for' })).toMatchObject({ ok: false });
  });
});
