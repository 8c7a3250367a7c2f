import { describe, expect, it } from 'vitest';
import type { EmitResult, Instance, Outcome } from '../../backends';
import { int } from '../../language';
import { ALWAYS_VISIBLE, type Measurement, type Timeline } from '../../measure';
import { CHANNEL_IDS, type ChannelId, defaultChannel, perChannel } from '../../session';
import { Conductor } from './conductor';
import type { Piece, Player, Reports } from './piece';

const settings = perChannel(() => defaultChannel('loops'));
const answer: Outcome = { kind: 'value', value: 42 };

function emission(id: ChannelId, code: string): EmitResult {
  return { ok: true, emission: { backend: id, code, map: [], notes: [], inputs: [] } };
}

function piece(changes: Partial<Piece> = {}): Piece {
  return {
    source: 'sum(range(n))',
    specs: [],
    values: { n: 1 },
    hash: 'program',
    type: int(),
    codes: perChannel((id) => emission(id, 'one')),
    settings,
    passes: perChannel(() => []),
    audible: perChannel(() => true),
    n: 1,
    timing: 'service',
    ...changes,
  };
}

/**
 * Eight players and a log of what they did.
 * @param work ms that a run takes; the clock is moved by that and by waiting
 */
function stage(
  outcomes: Partial<Record<ChannelId, Outcome>> = {},
  visibility = ALWAYS_VISIBLE,
  reference = answer,
  work: Partial<Record<ChannelId, number>> = {},
  overBridge: readonly ChannelId[] = [],
) {
  let now = 0;
  const timeline: Timeline = {
    now: () => now,
    until: async (time) => {
      now = Math.max(now, time);
    },
  };
  const log: string[] = [];
  const verdicts: Partial<Record<ChannelId, string>> = {};
  const sampled: ChannelId[] = [];
  const measured: Measurement[] = [];
  const player: Player = {
    provenance: 'live',
    settle: 0,
    obstacle: async () => undefined,
    load: async (id) => {
      log.push(`load ${id}`);
      const instance: Instance = {
        timings: { compile: 0, instantiate: 0 },
        run: async () => {
          log.push(`run ${id}`);
          now += work[id] ?? 0;
          return outcomes[id] ?? answer;
        },
        batch: async (count) => ({ count, elapsed: 10, digest: 0 }),
        setInputs: async () => void log.push(`set ${id}`),
        close: async () => void log.push(`close ${id}`),
      };
      return instance;
    },
    clock: async () => ({ resolution: 0.005, isolated: true }),
    calibration: (id) => (id === 'wasm' ? { backend: id, kernels: { text: 5 } } : undefined),
  };
  const reports: Reports = {
    verdict: (id, { kind }) => {
      verdicts[id] = kind;
    },
    answered: () => {},
    checked: () => {},
    samples: (id) => sampled.push(id),
    silence: () => {},
    measured: (measurement) => measured.push(measurement),
  };
  const players = {
    ...perChannel((id): Player => (overBridge.includes(id) ? { ...player, provenance: 'bridge' } : player)),
    julia: { ...player, obstacle: async () => 'julia is not installed' },
  };
  const conductor = new Conductor(
    players,
    { answer: async () => reference, version: async () => '3.14' },
    reports,
    visibility,
    { timeline },
  );
  return { conductor, log, verdicts, sampled, measured };
}

/** Lets everything that is queued come to its end. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the conductor', () => {
  it('compares before it samples, and samples only what agrees', async () => {
    const { conductor, verdicts, sampled } = stage({
      go: { kind: 'value', value: 41 },
      csharp: { kind: 'stopped', limit: 'time', message: 'late' },
    });
    conductor.perform(piece());
    await settle();
    expect(verdicts).toEqual({
      python: 'reference',
      typescript: 'equal',
      wasm: 'equal',
      sql: 'equal',
      rust: 'equal',
      julia: 'unavailable',
      go: 'wrong',
      csharp: 'stopped',
    });
    expect([...sampled].sort()).toEqual(['python', 'rust', 'sql', 'typescript', 'wasm']);
  });

  it('lets the cheapest follow a change first: as far as it can be told, then as it was the last time', async () => {
    const work = { wasm: 50, python: 5, sql: 9, typescript: 20, rust: 8, go: 7, csharp: 30 };
    const { conductor, log } = stage({}, ALWAYS_VISIBLE, answer, work);
    const order = () => log.filter((line) => line.startsWith('run')).map((line) => line.replace('run ', ''));
    conductor.perform(piece());
    await settle();
    expect(order()).toEqual(['wasm', 'typescript', 'python', 'sql', 'rust', 'go', 'csharp']);
    log.length = 0;
    conductor.perform(piece({ values: { n: 2 } }));
    await settle();
    expect(order()).toEqual(['python', 'go', 'rust', 'sql', 'typescript', 'csharp', 'wasm']);
  });

  it('puts what is loaded into one line, wherever it runs', async () => {
    const work = { wasm: 5, typescript: 9, python: 20, sql: 50, rust: 30, go: 40, csharp: 60 };
    const { conductor, log } = stage({}, ALWAYS_VISIBLE, answer, work, ['rust', 'go', 'csharp']);
    conductor.perform(piece());
    await settle();
    log.length = 0;
    conductor.perform(piece({ values: { n: 2 } }));
    await settle();
    const order = log.filter((line) => line.startsWith('run')).map((line) => line.replace('run ', ''));
    expect(order).toEqual(['wasm', 'typescript', 'python', 'rust', 'go', 'sql', 'csharp']);
  });

  it('leaves other work until every channel has followed, and breaks it off when something changes', async () => {
    const { conductor, log } = stage();
    conductor.perform(piece());
    let isOver = () => false;
    let end = () => {};
    const aside = conductor.aside(async (asked) => {
      isOver = asked;
      log.push('aside');
      await new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    await settle();
    expect(log.indexOf('aside')).toBe(2 * (CHANNEL_IDS.length - 1));
    expect(isOver()).toBe(false);
    conductor.perform(piece({ values: { n: 2 } }));
    expect(isOver()).toBe(true);
    end();
    await aside;
    await settle();
    expect(log.filter((line) => line.startsWith('set')).length).toBe(CHANNEL_IDS.length - 1);
  });

  it('touches only the channels that a change concerns', async () => {
    const { conductor, log } = stage();
    const first = piece();
    conductor.perform(first);
    await settle();
    log.length = 0;
    conductor.perform({ ...first, codes: { ...first.codes, rust: emission('rust', 'two') } });
    await settle();
    expect(log).toEqual(['close rust', 'load rust', 'run rust']);
  });

  it('sends new values to the program that is there', async () => {
    const { conductor, log } = stage();
    const first = piece();
    conductor.perform(first);
    await settle();
    log.length = 0;
    conductor.perform({ ...first, values: { n: 2 } });
    await settle();
    expect(log.filter((line) => line.startsWith('load'))).toEqual([]);
    expect(log).toContain('set wasm');
    expect(log).toContain('run wasm');
  });

  it('a beat samples again without comparing again', async () => {
    const { conductor, log, sampled } = stage();
    conductor.perform(piece());
    await settle();
    log.length = 0;
    sampled.length = 0;
    conductor.beat({ beat: 0, due: performance.now(), length: 500 });
    await settle();
    expect(log).toEqual([]);
    expect(sampled.length).toBe(CHANNEL_IDS.length - 1);
  });

  it('measures every program once, whatever came of it', async () => {
    const { conductor, measured } = stage({ go: { kind: 'value', value: 41 } });
    conductor.perform(piece());
    await settle();
    conductor.beat({ beat: 0, due: performance.now(), length: 500 });
    await settle();
    expect(measured.map(({ backend }) => backend).sort()).toEqual(
      CHANNEL_IDS.filter((id) => id !== 'julia').sort(),
    );
    expect(measured.find(({ backend }) => backend === 'go')).toMatchObject({
      verdict: { kind: 'wrong' },
      samples: [],
    });
    expect(measured.find(({ backend }) => backend === 'rust')).toMatchObject({
      program: 'program',
      verdict: { kind: 'equal' },
      summary: { p50: 10, of: 'calls' },
      throughput: 100,
      reference: '3.14',
    });
    expect(measured.find(({ backend }) => backend === 'wasm')?.calibration?.kernels).toEqual({ text: 5 });
  });

  it('does not count what was taken while the tab was hidden', async () => {
    const { conductor, measured, sampled } = stage({}, { watch: () => () => true });
    conductor.perform(piece());
    await settle();
    expect(sampled).toEqual([]);
    expect(measured.map(({ samples }) => samples)).toEqual(measured.map(() => []));
    expect(measured.every(({ voided }) => voided > 0)).toBe(true);
  });

  it('runs nothing that Python gave no answer to; asks once more, then waits until something changes', async () => {
    const { conductor, log, verdicts } = stage({}, ALWAYS_VISIBLE, {
      kind: 'stopped',
      limit: 'time',
      message: 'late',
    });
    const loads = () => log.filter((line) => line.startsWith('load')).length;
    conductor.perform(piece());
    await settle();
    expect(loads()).toBe(CHANNEL_IDS.length - 1);
    for (let beat = 0; beat < 3; beat++) {
      conductor.beat({ beat, due: performance.now(), length: 500 });
      await settle();
    }
    expect(log.filter((line) => line.startsWith('run'))).toEqual([]);
    expect(loads()).toBe(2 * (CHANNEL_IDS.length - 1));
    expect(verdicts.rust).toBe('stopped');
  });

  it('leaves muted and refused channels alone', async () => {
    const { conductor, log, verdicts } = stage();
    const refused: EmitResult = { ok: false, diagnostics: [] };
    conductor.perform(
      piece({
        audible: perChannel((id) => id === 'go' || id === 'sql'),
        codes: { ...piece().codes, sql: refused },
      }),
    );
    await settle();
    expect(log).toEqual(['load go', 'run go']);
    expect(verdicts).toMatchObject({ sql: 'refused', rust: 'muted' });
  });

  it('gives a channel its verdict back when it is heard again', async () => {
    const { conductor, verdicts } = stage();
    const first = piece();
    conductor.perform(first);
    await settle();
    const muted = { ...first, audible: { ...first.audible, rust: false } };
    conductor.perform(muted);
    await settle();
    expect(verdicts.rust).toBe('muted');
    conductor.perform({ ...muted, audible: first.audible });
    await settle();
    expect(verdicts.rust).toBe('equal');
  });
});
