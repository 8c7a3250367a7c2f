import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { EXAMPLES } from '../testing';
import { envelope, isKind, jsonSchemaOf, KINDS, makeRecord, metaOf, parseRecord, RECORD_KINDS } from '.';

const around = {
  id: 's-0',
  time: 1,
  session: 's',
  actor: 'simulated',
  provenance: 'recorded',
  device: { wasm: { arithmetic: 1200 } },
  app: '0.1.0',
  seed: 7,
} as const;

/** The guide's minimum sizes. */
const MINIMA = [1000, 5000, 500, 200, 100, 300, 200, 150, 100, 400, 150];

describe('records', () => {
  it('has the eleven categories of the guide with their minima', () => {
    expect(KINDS.map((kind) => RECORD_KINDS[kind].minimum)).toEqual(MINIMA);
  });

  it.each(KINDS)('%s: every field has a meaning, and its example passes', (kind) => {
    const { data, version } = RECORD_KINDS[kind];
    for (const [name, schema] of Object.entries<z.ZodType>(data.shape))
      expect(metaOf(schema)?.description, name).toBeTruthy();
    const record = makeRecord(kind, EXAMPLES[kind] as never, around);
    expect(record).toMatchObject({ kind, version, id: 's-0' });
    expect(parseRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  it('every field of the envelope has a meaning', () => {
    for (const [name, schema] of Object.entries<z.ZodType>(envelope.shape))
      expect(metaOf(schema)?.description, name).toBeTruthy();
  });

  it.each([
    ['no object', 7, /object/],
    ['an unknown category', { ...around, kind: 'feelings', version: 1, data: {} }, /category feelings/],
    ['a later version', { ...around, kind: 'code_patterns', version: 99, data: {} }, /newer/],
    ['a missing field', { ...around, kind: 'code_patterns', version: 1, data: {} }, /data\.code/],
    [
      'a field that is no field',
      { ...around, kind: 'prediction_data', version: 1, data: { ...EXAMPLES.prediction_data, extra: 1 } },
      /extra/,
    ],
    [
      'a wrong number',
      {
        ...around,
        kind: 'prediction_data',
        version: 1,
        data: { ...EXAMPLES.prediction_data, confidence: Number.POSITIVE_INFINITY },
      },
      /data\.confidence/,
    ],
  ])('refuses %s and says where', (_, value, message) => {
    expect(() => parseRecord(value)).toThrow(message);
  });

  it('knows its categories from the names of Object.prototype', () => {
    expect(isKind('constructor')).toBe(false);
    expect(isKind('__proto__')).toBe(false);
  });

  it.each(KINDS)('%s has a JSON Schema with meanings and units', (kind) => {
    const schema = jsonSchemaOf(kind) as {
      properties: { data: { properties: Record<string, { description?: string }> } };
    };
    for (const [name, property] of Object.entries(schema.properties.data.properties))
      expect(property.description, name).toBeTruthy();
  });
});
