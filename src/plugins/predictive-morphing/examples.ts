import type { DatasetRecord } from '../../dataset';
import { DATA_SIZE, type InputSpec } from '../../language';
import { typeJson } from '../../language/json';
import type { ForecastExample } from './types';

/** The kinds of records that a forecaster learns from: programs with their inputs, and what they took. */
export const LEARNT_FROM = ['code_patterns', 'performance_metrics'] as const;

/** Measured rows out of records: verified, in service time, of programs whose inputs are known. */
export function examplesOf(records: Iterable<DatasetRecord>): ForecastExample[] {
  const programs = new Map<string, { readonly source: string; readonly specs: readonly InputSpec[] }>();
  const metrics: Extract<DatasetRecord, { kind: 'performance_metrics' }>[] = [];
  for (const record of records) {
    if (record.kind === 'performance_metrics') metrics.push(record);
    if (record.kind !== 'code_patterns' || !record.data.inputs) continue;
    const inputs = record.data.inputs.map(({ name, type }) => ({ name, type: typeJson.parse(type) }));
    programs.set(record.data.program_hash, { source: record.data.code, specs: [DATA_SIZE, ...inputs] });
  }
  return metrics.flatMap(({ data, device }): ForecastExample[] => {
    const { program_hash: hash, family, backend, data_size: size, measurement } = data;
    const program = programs.get(hash);
    const { summary, settings, mode } = measurement;
    if (!program || !summary || mode !== 'service' || data.success_rate < 1) return [];
    const kernels = device[backend] ?? {};
    const { p50, p95 } = summary;
    return [{ ...program, hash, family: family ?? hash, backend, settings, size, kernels, p50, p95 }];
  });
}
