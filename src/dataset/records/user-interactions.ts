import { z } from 'zod';
import { defineRecord } from './define';
import { field } from './field';
import { count, unit } from './parts';

export const USER_ACTIONS = [
  'session_start',
  'session_end',
  'gesture',
  'change',
  'undo',
  'redo',
  'open_session',
  'edit_program',
  'open_program',
  'preset',
  'scene_store',
  'scene_launch',
  'play',
  'pause',
  'stop',
  'seek',
  'suggestion',
  'rating',
  'clock_jump',
  'consent',
] as const;
export type UserAction = (typeof USER_ACTIONS)[number];

/** The life of a suggestion. */
export const SUGGESTION_PHASES = [
  'shown',
  'previewed',
  'applied',
  'refused',
  'ignored',
  'undone',
  'survived',
] as const;
export type SuggestionPhase = (typeof SUGGESTION_PHASES)[number];

const rating = (about: string) =>
  field(z.int().min(1).max(5).nullable(), about, { unit: '1–5', sensitivity: 'behaviour' });

/** A fader's way: `first`, then differences, each sample `step` ms after the one before. */
export const gesturePath = z.strictObject({
  parameter: z.string().max(120),
  /** Thousandths of the parameter's way from least to most. */
  first: z.int().min(0).max(1000),
  deltas: z.array(z.int().min(-1000).max(1000)).max(20_000),
  step: z.number().positive(),
});
export type GesturePath = Readonly<Omit<z.infer<typeof gesturePath>, 'deltas'>> & {
  readonly deltas: readonly number[];
};

export const userInteractions = defineRecord({
  kind: 'user_interactions',
  version: 1,
  about: 'What performers do: faders, presets, scenes, programs, suggestions and ratings.',
  minimum: 200,
  distinct: 'sessions',
  data: z.strictObject({
    timestamp: field(z.number(), 'When it happened.', { unit: 'ms since the epoch', sensitivity: 'time' }),
    user_action: field(z.enum(USER_ACTIONS), 'What was done.', { sensitivity: 'behaviour' }),
    parameters: field(
      z.record(z.string().max(200), z.union([z.number(), z.string().max(20_000), z.boolean(), z.null()])),
      'What it was done to, and the new values, by the path of the document that they changed.',
      { sensitivity: 'typed text' },
    ),
    result_satisfaction: rating(
      'How content the performer was with the result; null where nobody was asked.',
    ),
    performance_feedback: rating('How the performer found the speed; null where nobody was asked.'),
    creativity_rating: rating('How creative the performer found it; null where nobody was asked.'),
    learning_preference: field(
      z.enum(['manual', 'suggestions', 'automation']).nullable(),
      'Who moved: the hand, an accepted suggestion, or automation; null where nothing moved.',
      { sensitivity: 'behaviour' },
    ),
    label: field(z.string().max(400), 'Name of the undo step or of the command.', {
      sensitivity: 'typed text',
    }),
    author: field(z.string().max(60), 'Hand, MIDI, automation, or the id of a plugin.', {
      sensitivity: 'behaviour',
    }),
    duration_ms: field(z.number().min(0), 'How long the gesture took.', { unit: 'ms' }),
    path: field(z.array(gesturePath).max(64), 'Ways of the faders of a gesture, delta-coded.', {
      unit: 'thousandths',
      sensitivity: 'behaviour',
    }),
    program_hash: field(z.string().max(64).nullable(), 'Program that was open; null before it compiled.'),
    beat: field(z.number().nullable(), 'Playhead; null while nothing played.', { unit: 'beats' }),
    suggestion: field(
      z
        .strictObject({
          id: z.string().max(80),
          plugin: z.string().max(60),
          phase: z.enum(SUGGESTION_PHASES),
          confidence: field(unit.nullable(), 'How sure its plugin was.', { unit: '0–1' }),
          age_ms: field(z.number().min(0), 'Since it was shown.', { unit: 'ms' }),
        })
        .nullable(),
      'The suggestion that it is about and where in its life it stands; null where it is about none.',
      { sensitivity: 'behaviour' },
    ),
    order: field(count, 'Place within the session.', { unit: 'index' }),
  }),
});
