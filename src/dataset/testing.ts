import type { Measurement } from '../measure';
import type { Chunk, StoredChunk } from './chunk';
import type { Head } from './event-log';
import type { DataOf, Kind } from './records';
import type { Store, Tombstone } from './store';
import type { TailStorage } from './tail';

export { pause } from './pause';

const settings = {
  level: 0.5,
  parallel: 1,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: [],
} as const;

export const EXAMPLE_MEASUREMENT: Measurement = {
  version: 1,
  program: 'p1',
  code: 'c1',
  backend: 'wasm',
  settings,
  size: 100,
  verdict: { kind: 'equal' },
  mode: 'service',
  start: { compile: 1, instantiate: 0.2, cold: 0.5 },
  warming: [0.4],
  samples: [[0.25, 0.26, 0.24]],
  batch: 4,
  summary: { p50: 0.25, p95: 0.26, of: 'batch means', samples: 3, outliers: [] },
  throughput: 4000,
  memory: 65_536,
  warmUp: 'flat',
  voided: 0,
  clockResolution: 0.005,
  isolated: true,
  provenance: 'live',
  reference: '3.14.0',
};

const CODE = '[x ** 2 for x in range(100)]';
const of = { program_hash: 'p1', family: 'map', backend: 'wasm', data_size: 100 } as const;

/** One record of each category, for tests. */
export const EXAMPLES: { readonly [K in Kind]: DataOf<K> } = {
  code_patterns: {
    code: CODE,
    target: null,
    parallel: true,
    complexity: 6,
    nested_level: 1,
    functional_style: 1,
    mathematical_ops: 1,
    data_processing: false,
    string_ops: 0,
    conditionals: 0,
    result_type: 'list[int]',
    inputs: [],
    refused_by: [],
    program_hash: 'p1',
    family: 'map',
    features: { loops: 1 },
  },
  performance_metrics: {
    ...of,
    code: CODE,
    latency_ms: 0.25,
    throughput_rps: 4000,
    memory_usage_mb: 0.0625,
    success_rate: 1,
    error_rate: 0,
    fallback_rate: 0,
    measurement: EXAMPLE_MEASUREMENT,
  },
  optimization_results: {
    ...of,
    original_code: CODE,
    optimized_code: 'for …',
    optimization_type: 'patch',
    performance_improvement: 1.2,
    memory_improvement: null,
    parallel_speedup: null,
    unsafe_benefit: null,
    patch: 'constant-folding',
    settings_before: settings,
    settings_after: { ...settings, passes: ['constant-folding'] },
    before: EXAMPLE_MEASUREMENT,
    after: EXAMPLE_MEASUREMENT,
    p_value: 0.01,
  },
  user_interactions: {
    timestamp: 1_763_800_000_000,
    user_action: 'gesture',
    parameters: { 'channels/rust/level': 0.75 },
    result_satisfaction: null,
    performance_feedback: null,
    creativity_rating: null,
    learning_preference: 'manual',
    label: 'Rust level',
    author: 'user',
    duration_ms: 420,
    path: [{ parameter: 'channels/rust/level', first: 500, deltas: [50, 100, 100], step: 34 }],
    program_hash: 'p1',
    beat: null,
    suggestion: null,
    order: 3,
  },
  preset_recommendations: {
    code: CODE,
    target: 'sql',
    recommended_preset: 'SQL Club Mix',
    confidence: 0.85,
    reasoning: 'Detected data processing pattern',
    program_hash: 'p1',
    family: 'map',
    data_size: 100,
    measured_best: 'SQL Club Mix',
    measured: [{ preset: 'SQL Club Mix', latency_ms: 0.8, p95_ms: 1, verdict: 'equal' }],
    accepted: null,
  },
  adaptive_tuning_data: {
    ...of,
    code: CODE,
    code_complexity: 15,
    parallel_benefit: 2.3,
    unsafe_benefit: null,
    optimal_settings: { parallel: true, unsafe: false, optimization_level: 0.7 },
    sweep: [{ settings, latency_ms: 0.25, p95_ms: 0.3, verdict: 'equal' }],
  },
  patch_generation_data: {
    ...of,
    base_code: CODE,
    creativity_level: 0.75,
    chaos_level: 0.4,
    generated_patches: ['constant-folding'],
    search: 'random',
    outcomes: [{ patch: 'constant-folding', valid: true, verdict: 'equal', speed_up: 1.1 }],
    measured_speed_up: 1.1,
  },
  pattern_detection_data: {
    ...of,
    performance_spectrum: { rust: { latency: 12, success: 100 }, julia: { latency: 45, success: 56 } },
    detected_issues: ['Julia glitching'],
    suggested_fixes: ['Try constant folding'],
    code: CODE,
    injected_fault: 'busy worker',
    healthy_samples: [1, 1.1],
    samples: [1, 3, 3.2],
    fault_from: 1,
    fix: 'stop the other worker',
    fix_effect: 2.9,
  },
  chaos_enhancement_data: {
    ...of,
    chaos_level: 0.6,
    glitch_mode: 0.3,
    generated_chaos: 'Add random noise to processing',
    stress_test_results: { performance_impact: 0.2, stability_impact: 0.4 },
    base_program: CODE,
    program: '[x ** 3 for x in range(100)]',
    failure_mode: 'slow',
    samples: [0.4, 0.5],
  },
  prediction_data: {
    ...of,
    code_change: 'Enable parallel processing',
    predicted_latency_spike: 30,
    actual_latency_spike: 28,
    prediction_accuracy: 0.93,
    confidence: 0.85,
    forecaster: 'k-nearest neighbours',
    settings_before: settings,
    settings_after: { ...settings, parallel: 4 },
    predicted_latency_ms: 80,
    actual_latency_ms: 78,
    interval: [70, 92],
    later_latency_ms: null,
  },
  style_transfer_data: {
    ...of,
    source_code: 'Rust code',
    target_style: 'SQL Club Mix',
    style_strength: 0.7,
    transformed_code: 'Rust code with SQL-style optimizations',
    performance_impact: 0.15,
    rewrites: ['loop to iterator'],
    value_equal: true,
  },
};

/** A store whose next appends fail as often as asked for. */
export class FaultyStore implements Store {
  private failures: string[] = [];
  private isDead = false;

  constructor(private readonly store: Store) {}

  failNext(times: number, name: string): void {
    this.failures = Array.from({ length: times }, () => name);
  }

  /** The page is gone: whatever its log still does reaches nothing. */
  kill(): void {
    this.isDead = true;
  }

  async append(chunks: readonly Chunk[], head: Head): Promise<void> {
    if (this.isDead) throw new Error('killed');
    const name = this.failures.pop();
    if (name !== undefined) throw new DOMException('as the test asked for', name);
    await this.store.append(chunks, head);
  }

  head(session: string): Promise<Head | undefined> {
    return this.store.head(session);
  }

  heads(): Promise<readonly Head[]> {
    return this.store.heads();
  }

  chunks(session: string): AsyncGenerator<StoredChunk> {
    return this.store.chunks(session);
  }

  replace(head: Head, chunks: readonly Chunk[]): Promise<boolean> {
    return this.store.replace(head, chunks);
  }

  erase(sessions: readonly string[], time: number): Promise<void> {
    return this.store.erase(sessions, time);
  }

  isErased(session: string): Promise<boolean> {
    return this.store.isErased(session);
  }

  tombstones(): Promise<readonly Tombstone[]> {
    return this.store.tombstones();
  }

  pardon(session: string): Promise<void> {
    return this.store.pardon(session);
  }

  close(): void {}
}

/** A stand-in for `localStorage`. */
export function fakeTails(): TailStorage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
