import type { DatasetRecord, Kind } from '../../dataset';
import type { ReadDataset } from '../../dataset/bundle';
import { Quality, type QualityReport } from '../../dataset/quality';
import { examplesOf } from '../split-models';
import { type Accuracy, accuracyOf } from './accuracy';
import type { CrossCheck } from './cross-check';

/** `QUALITY.json`: what the dataset's own library says, and how well it can be learnt from. */
export interface WholeQuality extends QualityReport {
  readonly accuracy: Accuracy;
  readonly crossCheck: CrossCheck | null;
  /** SHA-256 of the files that were looked at, by category: of the same bytes the same can be said. */
  readonly files?: Readonly<Partial<Record<Kind, string>>>;
}

type Invalid = ReadDataset['invalid'];

/** Looks at a whole dataset. Records that do not keep to their schema have to be told apart before. */
export function assess(
  records: readonly DatasetRecord[],
  invalid: Invalid = [],
  crossCheck: CrossCheck | null = null,
  files: WholeQuality['files'] = {},
): WholeQuality {
  return { ...tallied(records, invalid), accuracy: learnable(records), crossCheck, files };
}

/** What there is, counted. */
export function tallied(records: readonly DatasetRecord[], invalid: Invalid): QualityReport {
  const quality = new Quality();
  for (const record of records) quality.add(record);
  for (const { id, message } of invalid) quality.addInvalid(id, message);
  return quality.report();
}

/** Categories that something is learnt from here: of a long log only these are kept. */
export const LEARNT_FROM: ReadonlySet<Kind> = new Set([
  'code_patterns',
  'performance_metrics',
  'prediction_data',
]);

/** What can be learnt from it: fits forecasters, which takes minutes on a whole dataset. */
export function learnable(records: readonly DatasetRecord[]): Accuracy {
  const predictions = records.filter((record) => record.kind === 'prediction_data');
  return accuracyOf(examplesOf(records), predictions);
}
