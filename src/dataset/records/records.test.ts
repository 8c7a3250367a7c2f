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

  it.each(KINDS)('%s has a JSON Schema with a meaning at each field and a unit at each number', (kind) => {
    expect(unexplained(jsonSchemaOf(kind))).toEqual([]);
  });

  it('notices what is not explained', () => {
    const properties = {
      a: { type: 'number', description: 'A time.' },
      b: { description: 'Two.', properties: { c: { type: 'integer' } } },
      d: { type: 'string' },
      e: { anyOf: [{ type: 'array', items: { type: 'number' } }], description: 'Times.', unit: 'ms' },
    };
    expect(unexplained({ properties })).toEqual(['a has no unit', 'b.c has no unit', 'd has no meaning']);
  });
});

interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly description?: string;
  readonly unit?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly prefixItems?: readonly SchemaNode[];
}

/** Numbers that count nothing, or whose unit stands in their name. */
const WITHOUT_UNIT = new Set(['seed', 'data.features', 'data.parameters']);

/** Fields of a schema without a meaning, and numbers without a unit; what lies in a field has its meaning and unit. */
function unexplained(node: SchemaNode, path = '', { description = '', unit = '' } = {}): string[] {
  const own = { description: node.description ?? description, unit: node.unit ?? unit };
  const isNumber = (node.type === 'number' || node.type === 'integer') && node.const === undefined;
  const { items, additionalProperties, anyOf = [], oneOf = [], prefixItems = [] } = node;
  const inner = [items, additionalProperties, ...anyOf, ...oneOf, ...prefixItems];
  return [
    ...(path !== '' && own.description === '' ? [`${path} has no meaning`] : []),
    ...(isNumber && own.unit === '' && !WITHOUT_UNIT.has(path) ? [`${path} has no unit`] : []),
    ...inner.flatMap((each) => (typeof each === 'object' ? unexplained(each, path, own) : [])),
    ...Object.entries(node.properties ?? {}).flatMap(([name, property]) =>
      // What the whole record is does not say what its fields are.
      path === ''
        ? unexplained(property, name)
        : unexplained(property, `${path}.${name}`, path === 'data' ? {} : own),
    ),
  ];
}
