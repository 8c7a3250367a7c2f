import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BackendId } from '../src/backends';
import { compileProgram, type Program } from '../src/language';
import { createEngine, FEATURES } from '../src/learning';
import { type MeasuredSettings, quantile } from '../src/measure';
import { predictiveMorphing } from '../src/plugins';
import { defaultEffects, openPasses, PROGRAMS } from '../src/session';
import { inputSpecs } from '../src/session/compile';

/** Bar of one forecast, in ms. */
const BAR = 2;
const LEVELS = [0, 0.25, 0.5, 0.75, 1] as const;
const SIZES = [100, 1_000, 10_000, 100_000] as const;
const TARGETS: readonly BackendId[] = [
  'typescript',
  'wasm',
  'python',
  'sql',
  'rust',
  'go',
  'csharp',
  'julia',
];

const path = fileURLToPath(new URL('../public/models/predictive-morphing.json', import.meta.url));
const model = predictiveMorphing.unpackModel(readFileSync(path, 'utf8'));
const programs = PROGRAMS.flatMap(({ text, inputs }): Program[] => {
  const compiled = compileProgram(text, inputSpecs(inputs())).program;
  return compiled ? [compiled] : [];
});

const settingsAt = (level: number): MeasuredSettings => ({
  level,
  parallel: 2,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: openPasses(defaultEffects(), level),
});

/** As much as the studio remembers of a program: every forecast reads all of it. */
const known = TARGETS.flatMap((backend) =>
  [0, 0.5].flatMap((level) =>
    [100, 1_000, 10_000].map((size) => ({
      backend,
      settings: settingsAt(level),
      size,
      p50: size * 1e-5,
      p95: size * 1.2e-5,
    })),
  ),
);

/** The first time a program is seen with these passes they are applied to it; after that it is only looked up. */
const first: number[] = [];
const again: number[] = [];
for (const times of [first, again]) {
  for (const program of programs) {
    for (const level of LEVELS) {
      for (const size of SIZES) {
        for (const backend of TARGETS) {
          const from = performance.now();
          predictiveMorphing.forecast(model, { program, backend, settings: settingsAt(level), size, known });
          times.push(performance.now() - from);
        }
      }
    }
  }
}

/** The peer: tfjs answers one row of the same net. */
const engine = createEngine();
const [weights] = model.nets.others;
const peer: number[] = [];
if (weights) {
  const inputs = {
    rows: 1,
    columns: model.spec.inputs,
    values: new Float32Array(model.spec.inputs).fill(0.1),
  };
  for (let i = 0; i < 500; i++) {
    const from = performance.now();
    await engine.predict({ backend: 'wasm', spec: model.spec, weights, inputs });
    peer.push(performance.now() - from);
  }
}
engine.dispose();

const row = (name: string, times: readonly number[]): string => {
  const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
  return `| ${name} | ${p50.toFixed(3)} ms | ${p95.toFixed(3)} ms | ${p95 <= BAR ? 'yes' : 'no'} |`;
};
console.log(
  `| ${programs.length} programs of the gallery, ${FEATURES.length} features | p50 | p95 | ≤ ${BAR} ms |`,
);
console.log('|---|---|---|---|');
console.log(row('a forecast with its reasons, passes new', first));
console.log(row('a forecast with its reasons, passes known', again));
console.log(row('peer: tfjs on wasm, one net, one row', peer));
console.log(`ratio of p50, forecast to peer: ${(quantile(again, 0.5) / quantile(peer, 0.5)).toFixed(2)}`);
process.exit();
