import { z } from 'zod';
import { CURVES, MAX_FADE, TIMINGS } from '../document';
import { PARAMETERS } from '../parameters';

const beat = z.number().min(0);
const fade = z.number().min(0).max(MAX_FADE);

interface OnBeat {
  readonly beat: number;
}

/** Clocks search points and clips by halves: a file that has them in disorder is put in order. */
function inOrder<T extends OnBeat>(items: readonly T[]): T[] {
  return items.toSorted((one, other) => one.beat - other.beat);
}

/** The part of a session that happens in time. */
export const time = {
  // Which end comes first is nobody's fault; a loop is at least a beat long.
  loop: z.object({ on: z.boolean(), start: beat, end: beat }).transform(({ on, start, end }) => {
    const first = Math.min(start, end);
    return { on, start: first, end: Math.max(start, end, first + 1) };
  }),
  lanes: z
    .array(
      z.object({
        id: z.string(),
        parameter: z.string().refine((id) => PARAMETERS.has(id), 'no fader of this studio has that name'),
        on: z.boolean(),
        points: z
          .array(z.object({ beat, value: z.number().min(0).max(1), curve: z.enum(CURVES) }))
          .max(20_000)
          .transform(inOrder),
      }),
    )
    .max(100),
  clips: z
    .array(z.object({ id: z.string(), scene: z.string(), beat: z.int().min(0), fade }))
    .max(1_000)
    .transform(inOrder)
    .default([]),
  fade: fade.default(0),
  timing: z.enum(TIMINGS).default('service'),
};
