import { expect, it } from 'vitest';
import type { Instance } from '../../backends';
import { int } from '../../language';
import { ALWAYS_VISIBLE, type Measurement, type Timeline } from '../../measure';
import { type ChannelId, defaultChannel, perChannel } from '../../session';
import { Conductor } from './conductor';
import type { Piece, Player, Reports, Samples } from './piece';

const answer = { kind: 'value', value: 42 } as const;

const piece: Piece = {
  source: 'sum(range(n))',
  specs: [],
  values: { n: 1 },
  hash: 'program',
  type: int(),
  codes: perChannel((id) => ({
    ok: true,
    emission: { backend: id, code: 'one', map: [], notes: [], inputs: [] },
  })),
  settings: perChannel(() => defaultChannel('loops')),
  passes: perChannel(() => []),
  audible: perChannel((id) => id === 'go' || id === 'rust'),
  n: 1,
  timing: 'response',
};

/** Two channels on a clock that only waiting moves; Go's runs take as long as `work` says, one after the other. */
function stage(work: readonly number[] = [], visibility = ALWAYS_VISIBLE) {
  let now = 0;
  const timeline: Timeline = {
    now: () => now,
    until: async (time) => {
      now = Math.max(now, time);
    },
  };
  const took: Partial<Record<ChannelId, Samples[]>> = {};
  const log: string[] = [];
  const measured: Measurement[] = [];
  let run = 0;
  const load = async (id: ChannelId): Promise<Instance> => ({
    timings: { compile: 0, instantiate: 0 },
    run: async () => answer,
    batch: async (count) => {
      const elapsed = id === 'go' ? (work[run++] ?? 10) : 0;
      now += elapsed;
      return { count, elapsed, digest: 0 };
    },
    setInputs: async () => {},
    close: async () => {},
  });
  const player: Player = {
    provenance: 'live',
    settle: 0,
    obstacle: async () => undefined,
    load,
    clock: async () => ({ resolution: 0.005, isolated: true }),
    calibration: () => undefined,
  };
  const reports: Reports = {
    verdict: () => {},
    answered: () => {},
    checked: () => {},
    samples: (id, samples) => {
      took[id] = [...(took[id] ?? []), samples];
    },
    silence: (id) => log.push(`silence ${id}`),
    measured: (measurement) => measured.push(measurement),
  };
  const python = { answer: async () => answer, version: async () => '3.14' };
  const conductor = new Conductor(
    perChannel(() => player),
    python,
    reports,
    visibility,
    { timeline },
  );
  return { conductor, took, measured, log };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const beatAt = (beat: number) => ({ beat, due: 10_000 + beat * 600, length: 600 });

it('expects a run of every channel on each beat, in its own place, and times it from there', async () => {
  const { conductor, took } = stage();
  conductor.perform(piece);
  await settle();
  for (let beat = 0; beat < 3; beat++) {
    conductor.beat(beatAt(beat));
    await settle();
  }
  const go = took.go?.filter(({ runs }) => runs > 0) ?? [];
  expect(go.map(({ milliseconds, beat, timing }) => [...milliseconds, beat, timing])).toEqual([
    [10, 0, 'response'],
    [10, 1, 'response'],
    [10, 2, 'response'],
  ]);
});

it('a stall delays all that queue behind it, and a line has an end', async () => {
  const { conductor, took } = stage([1_500]);
  conductor.perform(piece);
  await settle();
  for (let beat = 0; beat < 20; beat++) conductor.beat(beatAt(beat));
  await settle();
  const times = took.go?.flatMap(({ milliseconds }) => milliseconds) ?? [];
  expect(times.slice(0, 4)).toEqual([1_500, 910, 320, 10]);
  expect(times.length).toBeLessThan(20);
});

it('makes a measurement of sixteen arrivals, in response time and without a throughput', async () => {
  const { conductor, measured } = stage();
  conductor.perform(piece);
  await settle();
  for (let beat = 0; beat < 20; beat++) {
    conductor.beat(beatAt(beat));
    await settle();
  }
  const go = measured.filter(({ backend }) => backend === 'go');
  expect(go).toMatchObject([{ mode: 'response', summary: { samples: 16, p50: 10 } }]);
  expect(go[0]?.throughput).toBeUndefined();
});

it('expects nothing while nothing plays, or of a hidden tab', async () => {
  const paused = stage();
  paused.conductor.perform(piece);
  await settle();
  expect(paused.took.go?.flatMap(({ milliseconds }) => milliseconds)).toEqual([]);
  const hidden = stage([], { watch: () => () => true });
  hidden.conductor.perform(piece);
  await settle();
  hidden.conductor.beat(beatAt(0));
  await settle();
  expect(hidden.took.go?.flatMap(({ milliseconds }) => milliseconds)).toEqual([]);
});

it('shows nothing of the other timing after a switch', async () => {
  const { conductor, took, log } = stage();
  conductor.perform({ ...piece, timing: 'service' });
  await settle();
  expect(took.go?.[0]).toMatchObject({ timing: 'service', beat: undefined });
  conductor.perform(piece);
  await settle();
  expect(log).toContain('silence go');
});
