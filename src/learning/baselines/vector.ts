import { BACKENDS } from '../../backends';
import type { Example, Question } from './forecaster';

/** Columns beside the program's own features, in order. */
const SETTINGS = ['level', 'unsafe', 'threads', 'second idiom', 'passes'] as const;
/** A feature that fewer programs have says nothing of the others, as a share of the examples. */
const RARE = 0.01;

/** How questions become vectors: which features, and how each column is centred and scaled. Plain data. */
export interface Encoding {
  readonly features: readonly string[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

/** Columns: 1; backend one-hot; log n; log n by backend; settings; log of each feature; depth times log n. */
function raw({ features, backend, size, settings }: Question, names: readonly string[]): number[] {
  const logSize = Math.log(Math.max(1, size));
  const { level, unsafe, parallel, mode, passes } = settings;
  const isSecond = mode !== 'loops' && mode !== 'comprehension' && mode !== 'subqueries' ? 1 : 0;
  return [
    ...BACKENDS.map((id) => (id === backend ? 1 : 0)),
    ...BACKENDS.map((id) => (id === backend ? logSize : 0)),
    logSize * logSize,
    logSize * (features.depth ?? 0),
    level,
    unsafe ? 1 : 0,
    Math.log(parallel),
    isSecond,
    passes.length,
    ...names.map((name) => Math.log1p(Math.max(0, features[name] ?? 0))),
  ];
}

/** Number of columns of an encoding, the constant included. */
export function width({ features }: Encoding): number {
  return 1 + 2 * BACKENDS.length + 2 + SETTINGS.length + features.length;
}

/** Learns an encoding: features that are not rare, centred and scaled to unit variance. */
export function learnEncoding(examples: readonly Example[]): Encoding {
  const seen = new Map<string, number>();
  for (const { features } of examples) {
    for (const name of Object.keys(features)) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  const features = [...seen]
    .filter(([, times]) => times >= Math.max(3, RARE * examples.length))
    .map(([name]) => name)
    .sort();
  const rows = examples.map((example) => raw(example, features));
  const columns = rows[0]?.length ?? 0;
  const mean = Array.from(
    { length: columns },
    (_, j) => rows.reduce((sum, row) => sum + (row[j] ?? 0), 0) / rows.length,
  );
  const scale = mean.map((centre, j) => {
    const spread = rows.reduce((sum, row) => sum + ((row[j] ?? 0) - centre) ** 2, 0) / rows.length;
    return spread > 1e-12 ? Math.sqrt(spread) : 1;
  });
  return { features, mean, scale };
}

/** A question as a vector; the first entry is the constant 1. */
export function encode(question: Question, { features, mean, scale }: Encoding): Float64Array {
  const values = raw(question, features);
  const vector = new Float64Array(values.length + 1);
  vector[0] = 1;
  for (const [j, value] of values.entries()) vector[j + 1] = (value - (mean[j] ?? 0)) / (scale[j] ?? 1);
  return vector;
}
