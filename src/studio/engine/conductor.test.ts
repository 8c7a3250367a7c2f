import { describe, expect, it } from 'vitest';
import type { EmitResult, Instance, Outcome } from '../../backends';
import { int } from '../../language';
import { CHANNEL_IDS, type ChannelId, defaultChannel, perChannel } from '../../session';
import { Conductor, type Piece, type Player, type Reports } from './conductor';

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
    type: int(),
    codes: perChannel((id) => emission(id, 'one')),
    settings,
    audible: perChannel(() => true),
    ...changes,
  };
}

/** Eight players on a clock that stands still, and a log of what they did. */
function stage(outcomes: Partial<Record<ChannelId, Outcome>> = {}) {
  const log: string[] = [];
  const verdicts: Partial<Record<ChannelId, string>> = {};
  const sampled: ChannelId[] = [];
  const player: Player = {
    provenance: 'live',
    obstacle: async () => undefined,
    load: async (id) => {
      log.push(`load ${id}`);
      const instance: Instance = {
        timings: { compile: 0, instantiate: 0 },
        run: async () => {
          log.push(`run ${id}`);
          return outcomes[id] ?? answer;
        },
        batch: async (count) => ({ count, elapsed: 10, digest: 0 }),
        setInputs: async () => void log.push(`set ${id}`),
        close: async () => void log.push(`close ${id}`),
      };
      return instance;
    },
  };
  const reports: Reports = {
    verdict: (id, { kind }) => {
      verdicts[id] = kind;
    },
    checked: () => {},
    samples: (id) => sampled.push(id),
    silence: () => {},
  };
  const players = {
    ...perChannel(() => player),
    julia: { ...player, obstacle: async () => 'julia is not installed' },
  };
  const conductor = new Conductor(players, { answer: async () => answer }, reports);
  return { conductor, log, verdicts, sampled };
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
    expect(sampled).toEqual(['python', 'typescript', 'wasm', 'sql', 'rust']);
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
    conductor.beat();
    await settle();
    expect(log).toEqual([]);
    expect(sampled.length).toBe(CHANNEL_IDS.length - 1);
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
});
