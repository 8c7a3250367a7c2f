import { expect, it } from 'vitest';
import { median } from '../measure';
import { defaultSettings } from './settings';
import { fakeLab } from './testing';
import { type Cell, runTrials, type TrialOptions } from './trial';

const OPTIONS: TrialOptions = { rounds: 3, budget: { samples: 4, total: 1_000 }, seed: 1 };

/**
 * One program on TypeScript where the machine is as slow as `paces` say, visit by visit; what is timed is slower by as
 * much.
 */
async function measuredAt(paces: readonly number[], options: Partial<TrialOptions> = {}) {
  const lab = fakeLab();
  let probes = 0;
  let visits = 0;
  const paceNow = (): number => paces[Math.floor(probes / 2)] ?? 1;
  const piece = await lab.workshop.call('piece', { seed: 7, index: 0 });
  const modes = await lab.workshop.call('modes', undefined);
  const cell: Cell = {
    ...{ piece, size: 10, backend: 'typescript', settings: defaultSettings('typescript', modes) },
    values: await lab.workshop.call('values', { seed: 7, index: 0, n: 10 }),
  };
  const calm = {
    ...lab,
    async pace() {
      const pace = paceNow();
      probes++;
      return pace;
    },
    async load(request: Parameters<typeof lab.load>[0]) {
      const instance = await lab.load(request);
      const slower = paces[visits++] ?? 1;
      const time = (count: number): number => count * slower;
      return {
        ...instance,
        series: async ({ count, samples }: { count: number; samples: number }) => ({
          count,
          elapsed: Array.from({ length: samples }, () => time(count)),
          digests: Array.from({ length: samples }, () => 7),
        }),
      };
    },
  };
  const [trial] = await runTrials(calm, [cell], { ...OPTIONS, ...options });
  return { medians: trial?.measurement.samples.map(median), visits };
}

it('visits a cell once a round on a machine at rest', async () => {
  expect(await measuredAt([1, 1.1, 1])).toEqual({ medians: [1, 1.1, 1], visits: 3 });
});

it('visits again what other programs disturbed, and the calm visits count', async () => {
  expect(await measuredAt([1.6, 1, 1.7, 1, 1])).toEqual({ medians: [1, 1, 1], visits: 5 });
});

it('ends on a machine that is never at rest, with its calmest visits', async () => {
  expect(await measuredAt([2, 1.6, 1.8, 1.9, 1.7, 3])).toEqual({ medians: [1.6, 1.8, 1.7], visits: 6 });
});

it('takes the machine as it comes where that is what is measured', async () => {
  expect(await measuredAt([2, 1, 2], { asItComes: true })).toEqual({ medians: [2, 1, 2], visits: 3 });
});
