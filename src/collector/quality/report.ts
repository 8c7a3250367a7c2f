import type { DatasetRecord } from '../../dataset';
import type { ReadDataset } from '../../dataset/bundle';
import { Quality, type QualityReport } from '../../dataset/quality';
import { examplesOf } from '../split-models';
import { type Accuracy, type Agreement, accuracyOf } from './accuracy';

/** Re-measured records beside what they said, with the machine's load then. */
export interface CrossCheck extends Agreement {
  /** ISO date */
  readonly date: string;
  /** Share of the metrics that were drawn. */
  readonly share: number;
  /** Drawn metrics whose verdict was another one the second time. */
  readonly otherVerdicts: number;
  readonly load: number;
}

/** `QUALITY.json`: what the dataset's own library says, and how well it can be learnt from. */
export interface WholeQuality extends QualityReport {
  readonly accuracy: Accuracy;
  readonly crossCheck: CrossCheck | null;
}

type Invalid = ReadDataset['invalid'];

/** Looks at a whole dataset. Records that do not keep to their schema have to be told apart before. */
export function assess(
  records: readonly DatasetRecord[],
  invalid: Invalid = [],
  crossCheck: CrossCheck | null = null,
): WholeQuality {
  return { ...tallied(records, invalid), accuracy: learnable(records), crossCheck };
}

/** What there is, counted. */
export function tallied(records: readonly DatasetRecord[], invalid: Invalid): QualityReport {
  const quality = new Quality();
  for (const record of records) quality.add(record);
  for (const { id, message } of invalid) quality.addInvalid(id, message);
  return quality.report();
}

/** What can be learnt from it: fits forecasters, which takes minutes on a whole dataset. */
export function learnable(records: readonly DatasetRecord[]): Accuracy {
  const predictions = records.filter((record) => record.kind === 'prediction_data');
  return accuracyOf(examplesOf(records), predictions);
}
