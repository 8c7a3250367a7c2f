import {
  booleansOf,
  type DeskState,
  type Figures,
  type Material,
  materialOf,
  type Part,
  SILENCE,
  scaleOf,
} from '../../audio';
import {
  audible,
  CHANNEL_IDS,
  type ChannelId,
  perChannel,
  type SessionDocument,
  type Sound,
} from '../../session';
import { answers, type Verdict, verdicts } from '../engine/results';
import { telemetry } from '../telemetry';

type Answer = Figures['answer'];

/** What a verdict makes of a channel; undefined while it is not known, and what plays goes on playing. */
function answerOf({ kind }: Verdict): Answer | undefined {
  switch (kind) {
    case 'reference':
    case 'equal':
      return 'right';
    case 'wrong':
    case 'deviates':
      return 'wrong';
    case 'running':
      return undefined;
    case 'waiting':
    case 'muted':
    case 'refused':
    case 'stopped':
    case 'crashed':
    case 'unavailable':
      return 'silent';
  }
}

const heard: Record<ChannelId, Answer> = perChannel((id) => answerOf(verdicts.getState()[id]) ?? 'silent');

verdicts.subscribe((state) => {
  for (const id of CHANNEL_IDS) heard[id] = answerOf(state[id]) ?? heard[id];
});

/** What a channel's latest answer was worth. */
export function heardAnswer(id: ChannelId): Answer {
  return heard[id];
}

interface Known {
  readonly value: unknown;
  readonly sound: unknown;
  readonly material: Material;
}

/** Materials are made anew only when the answer or the scale changes, not with every step. */
const known = new Map<ChannelId, Known>();

/** What a channel's last answer sounds like on the session's scale. */
export function materialFor(id: ChannelId, sound: Sound): Material {
  const value = answers.getState()[id];
  const before = known.get(id);
  if (before && before.value === value && before.sound === sound) return before.material;
  const scale = scaleOf(sound.scale, sound.root);
  const material = value === undefined ? SILENCE : materialOf(value, scale, sound.reading);
  known.set(id, { value, sound, material });
  return material;
}

/** A channel's part as it stands. */
export function partOf(id: ChannelId, document: SessionDocument): Part {
  const { sound, channels, seed } = document;
  const { p50, p95 } = telemetry[id];
  return {
    material: materialFor(id, sound),
    figures: { answer: heard[id], p50, p95 },
    root: 60 + sound.root,
    octave: channels[id].sound.octave,
    rate: channels[id].sound.rate,
    lag: sound.lag,
    detune: sound.detune,
    seed: seed * CHANNEL_IDS.length + CHANNEL_IDS.indexOf(id),
  };
}

/** The booleans that the drum grid may follow: Python's answer, or that of the first channel that has one. */
export function answeredBooleans(): readonly boolean[] | undefined {
  const values = answers.getState();
  for (const id of CHANNEL_IDS) {
    const value = heard[id] === 'right' ? values[id] : undefined;
    if (value !== undefined) return booleansOf(value);
  }
  return undefined;
}

/** The desk as the document sets it. */
export function deskOf({ channels, sound }: SessionDocument): DeskState {
  return {
    strips: perChannel((id) => ({
      instrument: channels[id].sound.instrument,
      touch: channels[id].sound.touch,
      gain: channels[id].gain,
      pan: channels[id].pan,
      audible: audible(channels, id),
    })),
    drums: sound.drums.gain,
    volume: sound.volume,
    root: 60 + sound.root,
  };
}
