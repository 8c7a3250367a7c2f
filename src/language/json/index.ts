import { z } from 'zod';
import type { Interval } from '../interval';
import type { Type } from '../types';

// A door of its own: the page, which needs the language at once, does without zod until a file is read.

// The page's policy allows no code from text.
z.config({ jitless: true });

/** A bound of an interval: a decimal text, since JSON has no large integers; null is unbounded. */
const bound = z
  .string()
  .regex(/^-?\d{1,400}$/)
  .transform((text) => BigInt(text))
  .nullable();
const interval: z.ZodType<Interval> = z.strictObject({ min: bound, max: bound });

/** The types that an input can have, read from JSON: the bounds of intervals are decimal texts. */
export const typeJson: z.ZodType<Type> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('bool') }),
    z.strictObject({ kind: z.literal('int'), range: interval }),
    z.strictObject({ kind: z.literal('float') }),
    z.strictObject({ kind: z.literal('str'), size: interval }),
    z.strictObject({ kind: z.literal('bytes'), size: interval }),
    z.strictObject({ kind: z.literal('list'), element: typeJson, size: interval }),
    z.strictObject({ kind: z.literal('tuple'), items: z.array(typeJson) }),
    z.strictObject({ kind: z.literal('set'), element: typeJson, size: interval, frozen: z.boolean() }),
    z.strictObject({
      kind: z.literal('dict'),
      key: typeJson,
      value: typeJson,
      size: interval,
      ordered: z.boolean(),
    }),
    z.strictObject({
      kind: z.literal('record'),
      fields: z.array(z.strictObject({ name: z.string(), type: typeJson })),
    }),
    z.strictObject({ kind: z.literal('optional'), of: typeJson }),
  ]),
);
