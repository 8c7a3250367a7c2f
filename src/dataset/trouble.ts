import { OutdatedError } from './database';
import { BehindError, ClearedError, ErasedError } from './store';

/** What an error of the storage means for the log. */
export type Trouble = 'outdated' | 'behind' | 'erased' | 'cleared' | 'full' | 'lost' | 'other';

/**
 * Sorts an error of the storage. Browsers name lost connections in many ways; each of these was seen to last until the connection was
 * opened anew (Expensify/App#87862, #87864).
 */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof OutdatedError) return 'outdated';
  if (error instanceof BehindError) return 'behind';
  if (error instanceof ErasedError) return 'erased';
  if (error instanceof ClearedError) return 'cleared';
  const names = namesOf(error);
  if (names.some((name) => name.includes('QuotaExceeded'))) return 'full';
  if (names.some((name) => LOST.has(name)) || LOST_TEXT.test(textOf(error))) return 'lost';
  return 'other';
}

const LOST = new Set([
  'InvalidStateError',
  'DatabaseClosedError',
  'UnknownError',
  'TransactionInactiveError',
  'OpenFailedError',
  'MissingAPIError',
  'SecurityError',
  'NotFoundError',
]);
const LOST_TEXT = /connection .*(lost|clos)|backing store|database .*clos|server lost/i;

/** An error's name and those of what it wraps: Dexie wraps the browser's. */
function namesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { name, inner } = error as { name?: unknown; inner?: unknown };
  return [...(typeof name === 'string' ? [name] : []), ...namesOf(inner, depth + 1)];
}

export function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
