import { z } from 'zod';
import type { BridgeRequest, BridgeSeriesRequest, NativeBackendId } from '../../src/backends';
import type { Encoded } from '../../src/language';
import { typeJson } from '../../src/language/json';
import { BridgeError } from './errors';

const NATIVE_BACKENDS = ['rust', 'julia', 'go', 'csharp'] as const satisfies readonly NativeBackendId[];

const MAX_SOURCE = 100_000;
const MAX_THREADS = 256;
/** Longest answer that a caller may wait for, in ms. */
const MAX_DEADLINE = 30_000;
const MAX_BATCH = 1_000_000_000;
const MAX_SAMPLES = 1_000;

const encoded: z.ZodType<Encoded> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.string(),
    z.number(),
    z.array(encoded),
    z.strictObject({ int: z.string().regex(/^-?\d{1,4000}$/) }),
    z.strictObject({ float: z.string().max(40) }),
    z.strictObject({ tuple: z.array(encoded) }),
    z.strictObject({ set: z.array(encoded) }),
    z.strictObject({ frozenset: z.array(encoded) }),
    z.strictObject({ dict: z.array(z.tuple([encoded, encoded])) }),
    z.strictObject({ bytes: z.string().regex(/^([0-9a-f]{2})*$/) }),
  ]),
);

/** How long the answer may take once the program runs, in ms. */
const deadline = z.int().min(50).max(MAX_DEADLINE);

const runRequest = z.strictObject({
  backend: z.enum(NATIVE_BACKENDS),
  /** The performer's Python text. */
  source: z.string().max(MAX_SOURCE),
  inputs: z.array(z.strictObject({ name: z.string().max(100), type: typeJson, value: encoded })).max(100),
  /** The optimizer's passes that are open, in their order. */
  passes: z.array(z.string().max(60)).max(60),
  settings: z.strictObject({
    level: z.number().min(0).max(1),
    parallel: z.int().min(1).max(MAX_THREADS),
    unsafe: z.boolean(),
    mode: z.string().max(40),
  }),
  deadline,
});

const handle = z.string().max(200);
const seriesRequest = z.strictObject({
  handle,
  count: z.int().min(1).max(MAX_BATCH),
  samples: z.int().min(1).max(MAX_SAMPLES),
  limit: z.number().min(0).max(MAX_DEADLINE),
  deadline,
});

const closeRequest = z.strictObject({ handle });

/** @throws {BridgeError} 422 naming the path of the first thing that is not as it has to be */
export function parseRunRequest(body: unknown): BridgeRequest {
  return parse(runRequest, body);
}

/** @throws {BridgeError} as `parseRunRequest` */
export function parseSeriesRequest(body: unknown): BridgeSeriesRequest {
  return parse(seriesRequest, body);
}

/** @throws {BridgeError} as `parseRunRequest` */
export function parseCloseRequest(body: unknown): { readonly handle: string } {
  return parse(closeRequest, body);
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BridgeError(422, 'not-valid', issue?.message ?? 'not valid', issue?.path.join('.') || 'body');
}
