import { compileProgram, DATA_SIZE, type Program } from '../../language';
import { WORK_KINDS, workOf } from '../../learning/features';
import { type MeasuredSettings, seeded } from '../../measure';
import type { ForecastExample } from './types';

export const SETTINGS: MeasuredSettings = {
  level: 0.5,
  parallel: 1,
  unsafe: false,
  mode: 'loops',
  dialect: 'duckdb',
  passes: [],
};
const FAMILIES: Readonly<Record<string, (k: number) => string>> = {
  map: (k) => `[x * ${k} + 1 for x in range(n)]`,
  filter: (k) => `[x for x in range(n) if x % ${k} == 1]`,
  sum: (k) => `sum(x * x for x in range(n) if x > ${k})`,
  nested: (k) => `sum(x + y for x in range(n) for y in range(${k}))`,
  set: (k) => `len({x % ${k} for x in range(n)})`,
  sort: (k) => `sorted([x * ${k} % 97 for x in range(n)])`,
  text: (k) => `"".join(str(x + ${k}) for x in range(n))`,
  floats: (k) => `sum(x / ${k} for x in range(1, n))`,
};

export function programOf(source: string): Program {
  const { program } = compileProgram(source, [DATA_SIZE]);
  if (!program) throw new Error(source);
  return program;
}

/** A machine on which every unit of work takes 2 ns, two threads take a third off, and each program has its own pace and tail. */
export function examples(noise = 0.03): ForecastExample[] {
  const random = seeded(3);
  return Object.entries(FAMILIES).flatMap(([family, write]) =>
    [3, 5, 7, 11, 13, 17].flatMap((k) => {
      const source = write(k);
      const program = programOf(source);
      const pace = Math.exp(0.6 * (random() - 0.5));
      const tail = 1 + 0.3 * Math.exp(3 * (random() - 0.5));
      return [100, 1_000, 10_000].flatMap((size) =>
        [1, 2].map((parallel): ForecastExample => {
          const work = workOf(program, size);
          const units = WORK_KINDS.reduce((sum, kind) => sum + work[kind], 50);
          const jitter = Math.exp(noise * (random() - 0.5));
          const p50 = 2e-6 * units * pace * (parallel > 1 ? 0.66 : 1) * jitter;
          return {
            hash: source,
            source,
            specs: [DATA_SIZE],
            family,
            backend: 'typescript',
            settings: { ...SETTINGS, parallel },
            size,
            kernels: { arithmetic: 1_000 },
            p50,
            p95: tail * p50,
          };
        }),
      );
    }),
  );
}
