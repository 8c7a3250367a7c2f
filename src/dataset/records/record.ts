import { z } from 'zod';
import { adaptiveTuningData } from './adaptive-tuning-data';
import { chaosEnhancementData } from './chaos-enhancement-data';
import { codePatterns } from './code-patterns';
import { type Envelope, envelope } from './envelope';
import { optimizationResults } from './optimization-results';
import { patchGenerationData } from './patch-generation-data';
import { patternDetectionData } from './pattern-detection-data';
import { performanceMetrics } from './performance-metrics';
import { predictionData } from './prediction-data';
import { presetRecommendations } from './preset-recommendations';
import { styleTransferData } from './style-transfer-data';
import { upgraded } from './upgrades';
import { userInteractions } from './user-interactions';

/** The categories, in the order of the guide. */
export const RECORD_KINDS = {
  code_patterns: codePatterns,
  performance_metrics: performanceMetrics,
  optimization_results: optimizationResults,
  user_interactions: userInteractions,
  preset_recommendations: presetRecommendations,
  adaptive_tuning_data: adaptiveTuningData,
  patch_generation_data: patchGenerationData,
  pattern_detection_data: patternDetectionData,
  chaos_enhancement_data: chaosEnhancementData,
  prediction_data: predictionData,
  style_transfer_data: styleTransferData,
} as const;

export type Kind = keyof typeof RECORD_KINDS;
export const KINDS = Object.keys(RECORD_KINDS) as readonly Kind[];

/** Records are values: nothing in them is ever changed. */
type Frozen<T> = T extends readonly unknown[] | object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

export type DataOf<K extends Kind> = Frozen<z.infer<(typeof RECORD_KINDS)[K]['data']>>;
export type DatasetRecord<K extends Kind = Kind> = {
  [Each in K]: Omit<Envelope, 'kind'> & { readonly kind: Each; readonly data: DataOf<Each> };
}[K];

/** A record that does not keep to its schema; the message names the path. */
export class RecordError extends Error {
  constructor(
    message: string,
    /** Where in the record: `data.latency_ms`. */
    readonly path: string,
  ) {
    super(message);
    this.name = 'RecordError';
  }
}

export function isKind(text: unknown): text is Kind {
  return typeof text === 'string' && Object.hasOwn(RECORD_KINDS, text);
}

/**
 * Makes a record.
 * @throws {RecordError} when the data or the envelope does not keep to its schema
 */
export function makeRecord<K extends Kind>(
  kind: K,
  data: DataOf<K>,
  around: Omit<Envelope, 'kind' | 'version'>,
): DatasetRecord<K> {
  return parseRecord({ ...around, kind, version: RECORD_KINDS[kind].version, data }) as DatasetRecord<K>;
}

/**
 * Reads a record of any known version.
 * @throws {RecordError} with the path and what is wrong there
 */
export function parseRecord(value: unknown): DatasetRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RecordError('A record is an object.', '');
  const { data, ...around } = value as { data?: unknown };
  const head = checked(envelope, around, '');
  if (!isKind(head.kind)) throw new RecordError(`There is no category ${head.kind}.`, 'kind');
  const kind = RECORD_KINDS[head.kind];
  if (head.version > kind.version)
    throw new RecordError(
      `It is of version ${head.version} of ${head.kind}; this studio knows ${kind.version}. Open it with a newer one.`,
      'version',
    );
  const current = checked(kind.data, upgraded(head.kind, head.version, data), 'data');
  return { ...head, version: kind.version, data: current } as DatasetRecord;
}

function checked<T extends z.ZodType>(schema: T, value: unknown, at: string): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [at, ...(issue?.path ?? [])].filter((part) => part !== '').join('.');
  throw new RecordError(`${path || 'record'}: ${issue?.message ?? 'invalid'}`, path);
}

/** JSON Schema (draft 2020-12) of a category's whole records, with meanings and units. */
export function jsonSchemaOf(kind: Kind): Record<string, unknown> {
  const { version, about, data } = RECORD_KINDS[kind];
  const { kind: kindField, version: versionField } = envelope.shape;
  const whole = envelope.extend({
    kind: z.literal(kind).meta({ ...kindField.meta() }),
    version: z.literal(version).meta({ ...versionField.meta() }),
    data: data.meta({ description: about }),
  });
  return { ...z.toJSONSchema(whole), title: kind, description: about };
}
