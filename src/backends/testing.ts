import { readFileSync } from 'node:fs';
import { compileProgram, type Encoded, sameValue, someType } from '../language';
import type { Outcome } from './contract';

// The door for tests of all backends; nothing of it is part of the product.
export { NATIVE_BATCHES } from './native-batch';

/** A program, and what CPython 3.14 makes of it. */
export interface Pitfall {
  readonly code: string;
  readonly expected?: Encoded;
  readonly raises?: string;
}

/** Programs that one backend or another once answered otherwise than CPython. */
export const PITFALLS: readonly Pitfall[] = readFileSync(new URL('./pitfalls.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Pitfall => JSON.parse(line));

/** What is wrong about an outcome; null when it is equal, or says that the backend can't keep the value. */
export function faultOf({ code, expected, raises }: Pitfall, outcome: Outcome): string | null {
  if (outcome.kind === 'outside' || outcome.kind === 'stopped') return null;
  if (outcome.kind === 'raises' && outcome.exception === raises) return null;
  const type = compileProgram(code).program?.body.type;
  const unorderedDicts = type !== undefined && someType(type, (t) => t.kind === 'dict' && !t.ordered);
  const equal =
    outcome.kind === 'value' &&
    expected !== undefined &&
    sameValue(outcome.value, expected, { unorderedDicts });
  return equal ? null : `${code} -> ${JSON.stringify(outcome)}`;
}
