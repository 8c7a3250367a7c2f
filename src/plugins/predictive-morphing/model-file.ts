import { z } from 'zod';
import { FEATURES_HASH } from '../../learning/features';
import { countOf, type Weights } from '../../learning/inference';
import { LIKENESS_NAMES } from './likeness';
import { type ForecastModel, forEachTold, TOLD } from './types';

const numbers = z.array(z.number());
const spec = z.object({
  inputs: z.int().positive(),
  hidden: z.array(z.int().positive()),
  quantiles: numbers,
});
const weights = z.object({
  shapes: z.record(z.string(), z.union([z.tuple([z.int(), z.int()]), z.tuple([z.int()])])),
  values: z.base64(),
});
const likeness = z.record(z.enum(LIKENESS_NAMES), z.number().positive());
const file = z.object({
  format: z.literal(2),
  plugin: z.literal('predictive-morphing'),
  features: z.string(),
  data: z.object({
    hash: z.string(),
    rows: z.int(),
    programs: z.int(),
    families: z.int(),
    sessions: z.array(z.string()),
  }),
  seed: z.number(),
  created: z.string(),
  backend: z.string(),
  prices: z.record(z.string(), numbers),
  kernels: z.record(z.string(), z.record(z.string(), z.number())),
  mean: numbers,
  scale: numbers,
  spec,
  likeness,
  tails: z.object({ typical: z.record(z.string(), z.number()), likeness }),
  nets: z.record(z.enum(TOLD), z.array(weights)),
  trust: z.record(z.enum(TOLD), z.number()),
  spread: z.record(z.enum(TOLD), numbers),
  conformal: z.record(z.string(), z.number()),
  tailWidth: z.record(z.enum(TOLD), z.number()),
  novelty: z.number(),
  seen: z.array(z.string()),
  metrics: z.record(z.string(), z.number()),
});

const older = z.object({ format: z.literal(1), plugin: z.literal('predictive-morphing') });

/** A model as text: JSON with its weights in base64, float32 and little-endian. */
export function packModel(model: ForecastModel): string {
  const { nets, ...rest } = model;
  return JSON.stringify({ ...rest, nets: forEachTold((told) => nets[told].map(pack)) });
}

/** @throws {RangeError} that says what is wrong with it: not a model, damaged, or of other features */
export function unpackModel(text: string): ForecastModel {
  const json = parsed(text);
  if (older.safeParse(json).success)
    throw new RangeError('This forecaster is of an older version: train it again.');
  const found = file.safeParse(json);
  if (!found.success) {
    const [issue] = found.error.issues;
    throw new RangeError(`This is no forecaster: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`);
  }
  const { nets, ...rest } = found.data;
  if (rest.features !== FEATURES_HASH)
    throw new RangeError(
      `This forecaster reads other features (${rest.features}) than this version has (${FEATURES_HASH}): train it again.`,
    );
  return { ...rest, nets: forEachTold((told) => nets[told].map(unpack)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RangeError('This is no forecaster: it is not JSON.');
  }
}

function pack({ shapes, values }: Weights): z.input<typeof weights> {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { shapes: shapes as z.input<typeof weights>['shapes'], values: btoa(binary) };
}

function unpack({ shapes, values: text }: z.output<typeof weights>): Weights {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (bytes.length !== 4 * countOf(shapes))
    throw new RangeError(
      'This forecaster is damaged: its weights do not have the length that their shapes ask for.',
    );
  const values = new Float32Array(bytes.buffer);
  if (!values.every(Number.isFinite))
    throw new RangeError('This forecaster is damaged: a weight is not a number.');
  return { shapes, values };
}
