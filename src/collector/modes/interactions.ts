import type { DataOf, UserAction } from '../../dataset';
import type { MeasuredSettings } from '../../measure';
import { PRESETS } from '../../session';
import { createDraw, type Draw } from '../families';
import { type Bench, type Job, type Recorder, recorder } from '../job';
import { atLevel, defaultSettings, type Modes, presetSettings } from '../settings';
import { type Cell, LIVE_TURN, latencyOf, runTrials } from '../trial';
import { alternating, type Subject, subjectOf, trialOptions } from './shared';

const MOVES = 8;
const SIZE = 10_000;

/** How a simulated performer chooses; its ratings follow a stated rule and say nothing of people. */
const CHARACTERS = ['tinkerer', 'careful', 'preset-lover', 'thrill-seeker'] as const;
type Character = (typeof CHARACTERS)[number];

/**
 * A simulated performer's session: it opens a program, moves faders and picks presets, hears what each move really did,
 * undoes what made things slower, and rates by rule: 5 for twice as fast, 1 for half as fast, in steps between. The
 * records are marked as simulated and never count as people.
 */
export async function interactionsJob(bench: Bench, job: Job): Promise<Recorder> {
  const backend = alternating(job);
  const draw = createDraw(job.seed * 23 + job.index * 15_485_863);
  const character = draw.pick(CHARACTERS);
  const subject = await subjectOf(bench, job, SIZE);
  const out = recorder(bench, job);
  const start = defaultSettings(backend, bench.modes);
  let current = start;
  let time = await timeOf(bench, job, subject, start);
  let order = 0;
  const session = `${bench.session}-performer-${job.index}`;
  const note = (
    action: UserAction,
    label: string,
    parameters: Record<string, number | boolean | string>,
    rating: number | null,
  ): void => {
    add(out, bench, {
      action,
      label,
      parameters,
      rating,
      order: order++,
      hash: subject.piece.hash,
      character,
      session,
    });
  };
  note(
    'open_program',
    'Open a program',
    { program: subject.piece.source, channel: backend, n: subject.size },
    null,
  );
  for (let move = 0; move < MOVES; move++) {
    bench.signal?.throwIfAborted();
    const next = choose(draw, character, current, backend, bench.modes);
    const after = await timeOf(bench, job, subject, next.settings);
    const rating = ratingOf(time, after);
    note(next.action, next.label, next.parameters, rating);
    if (rating !== null && rating <= 2 && character !== 'thrill-seeker') {
      note('undo', 'Undo', {}, null);
      continue;
    }
    current = next.settings;
    time = after ?? time;
  }
  note(
    'rating',
    'How was it?',
    { channel: backend },
    ratingOf(await timeOf(bench, job, subject, start), time),
  );
  return out;
}

async function timeOf(
  bench: Bench,
  job: Job,
  subject: Subject,
  settings: MeasuredSettings,
): Promise<number | null> {
  const cell: Cell = { ...subject, backend: alternating(job), settings };
  const [trial] = await runTrials(bench.lab, [cell], { ...LIVE_TURN, ...trialOptions(bench, job) });
  return trial ? latencyOf(trial) : null;
}

interface Move {
  readonly action: UserAction;
  readonly label: string;
  readonly parameters: Record<string, number | boolean | string>;
  readonly settings: MeasuredSettings;
}

function choose(
  draw: Draw,
  character: Character,
  now: MeasuredSettings,
  backend: Cell['backend'],
  modes: Modes,
): Move {
  const path = (name: string): string => `channels.${backend}.${name}`;
  if (draw.chance(character === 'preset-lover' ? 0.7 : 0.15)) {
    const preset = draw.pick([...PRESETS] as [(typeof PRESETS)[number], ...typeof PRESETS]);
    return {
      action: 'preset',
      label: preset.name,
      parameters: { preset: preset.id, channel: backend },
      settings: presetSettings(preset, backend, modes),
    };
  }
  const bold = character === 'thrill-seeker';
  const kind = draw.pick(
    bold
      ? (['level', 'unsafe', 'parallel', 'mode'] as const)
      : (['level', 'level', 'mode', 'parallel'] as const),
  );
  if (kind === 'level') {
    const level = character === 'careful' ? Math.min(1, now.level + 0.25) : draw.int(0, 4) / 4;
    return {
      action: 'gesture',
      label: 'Level',
      parameters: { [path('level')]: level },
      settings: { ...atLevel(now, level) },
    };
  }
  if (kind === 'unsafe') {
    return {
      action: 'change',
      label: 'Unsafe',
      parameters: { [path('unsafe')]: !now.unsafe },
      settings: { ...now, unsafe: !now.unsafe },
    };
  }
  if (kind === 'parallel') {
    const parallel = draw.pick([1, 2, 4]);
    return {
      action: 'gesture',
      label: 'Parallel',
      parameters: { [path('parallel')]: parallel },
      settings: { ...now, parallel },
    };
  }
  const mode = draw.pick(modes[backend]);
  return {
    action: 'change',
    label: 'Idiom',
    parameters: { [path('mode')]: mode },
    settings: { ...now, mode },
  };
}

/** 3 for no change, a step for every factor of the square root of two; null where one of the two has no time. */
function ratingOf(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  return Math.min(5, Math.max(1, 3 + Math.round(2 * Math.log2(before / after))));
}

interface Note {
  readonly action: UserAction;
  readonly label: string;
  readonly parameters: DataOf<'user_interactions'>['parameters'];
  readonly rating: number | null;
  readonly order: number;
  readonly hash: string;
  readonly character: Character;
  readonly session: string;
}

function add(
  out: Recorder,
  bench: Bench,
  { action, label, parameters, rating, order, hash, character, session }: Note,
): void {
  out.add(
    'user_interactions',
    {
      timestamp: Math.round(bench.now()),
      user_action: action,
      parameters,
      result_satisfaction: rating,
      performance_feedback: rating,
      creativity_rating: null,
      learning_preference: action === 'open_program' || action === 'rating' ? null : 'manual',
      label,
      author: `simulated: ${character}`,
      duration_ms: 0,
      path: [],
      program_hash: hash,
      beat: null,
      suggestion: null,
      order,
    },
    { key: String(order), session },
  );
}
