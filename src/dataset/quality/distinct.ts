import { hashText } from '../../language';
import type { DatasetRecord } from '../records';

/**
 * What makes records of a category distinct: for programs their hash, for combinations the program with everything that was chosen, for
 * sessions the session. Undefined for what does not count: simulated performers are no sessions of people.
 */
export function distinctKey(record: DatasetRecord): string | undefined {
  switch (record.kind) {
    case 'code_patterns':
      return record.data.program_hash;
    case 'preset_recommendations':
      return `${record.data.program_hash} ${record.data.target}`;
    case 'chaos_enhancement_data':
      return record.data.program_hash;
    case 'performance_metrics': {
      const { program_hash, backend, data_size, measurement } = record.data;
      return join(program_hash, backend, data_size, measurement.settings, measurement.samples, record.time);
    }
    case 'optimization_results': {
      const { program_hash, backend, data_size, settings_before, settings_after } = record.data;
      return join(program_hash, backend, data_size, settings_before, settings_after);
    }
    case 'user_interactions':
      return record.actor === 'human' ? record.session : undefined;
    case 'adaptive_tuning_data': {
      const { program_hash, backend, data_size } = record.data;
      return join(program_hash, backend, data_size);
    }
    case 'patch_generation_data': {
      const { program_hash, backend, data_size, search, generated_patches } = record.data;
      return join(program_hash, backend, data_size, search, generated_patches);
    }
    case 'pattern_detection_data': {
      const { program_hash, backend, data_size, injected_fault, samples } = record.data;
      return join(program_hash, backend, data_size, injected_fault, samples);
    }
    case 'prediction_data': {
      const { program_hash, backend, data_size, settings_before, settings_after, forecaster } = record.data;
      return join(program_hash, backend, data_size, settings_before, settings_after, forecaster);
    }
    case 'style_transfer_data': {
      const { program_hash, target_style, style_strength, transformed_code } = record.data;
      return join(program_hash, target_style, style_strength, transformed_code);
    }
  }
}

function join(...parts: readonly unknown[]): string {
  return hashText(JSON.stringify(parts));
}
