import { z } from 'zod';
import {
  DEFAULT_SOUND,
  DRUM_STEPS,
  INSTRUMENTS,
  OCTAVE_RANGE,
  RATES,
  READINGS,
  SCALES,
  TOUCHES,
} from '../sound';

export const channelSound = z.object({
  instrument: z.enum(INSTRUMENTS),
  touch: z.enum(TOUCHES),
  octave: z.int().min(OCTAVE_RANGE.min).max(OCTAVE_RANGE.max),
  rate: z.literal(RATES),
});

const row = z.object({ follow: z.boolean(), steps: z.array(z.boolean()).length(DRUM_STEPS) });

const given = z.object({
  root: z.int().min(0).max(11),
  scale: z.enum(SCALES),
  reading: z.enum(READINGS),
  volume: z.number().min(-60).max(0),
  lag: z.number().min(0).max(40),
  detune: z.number().min(0).max(100),
  drums: z.object({
    on: z.boolean(),
    gain: z.number().min(-60).max(6),
    rows: z.object({ kick: row, snare: row, hat: row, clap: row }),
  }),
});

/** Sessions from before there was sound get the first one's. */
export const sound = given.default(() => structuredClone(DEFAULT_SOUND) as z.infer<typeof given>);
