import type { ExceptionName } from '../../language';
import type { Outcome } from '../contract';

const EXCEPTIONS: readonly ExceptionName[] = [
  'ZeroDivisionError',
  'ValueError',
  'IndexError',
  'KeyError',
  'TypeError',
  'OverflowError',
  'AttributeError',
  'UnicodeDecodeError',
  'UnicodeEncodeError',
  'StopIteration',
];

/** What engines say when a value leaves their types: reported, never another value. */
const OUTSIDE =
  /Out of Range Error|Conversion Error|Invalid UTF8 Codepoint|integer overflow|out of range|null character not permitted|requested character not valid/i;
const MEMORY = /out of memory|could not allocate|failed to allocate|memory exhausted/i;

/** How each engine introduces the text of our own errors. */
const RAISED =
  /^(?:Error: )?(?:Invalid Input Error: |sqlite3 result code 1: (?:Error: )?)?([A-Z]\w+): ([^\n]*)/;

/** An engine's error as an outcome: our guards name a Python exception first. */
export function failedOutcome(message: string): Outcome {
  const [, name = '', text = ''] = RAISED.exec(message) ?? [];
  const exception = EXCEPTIONS.find((e) => e === name);
  if (exception !== undefined) return { kind: 'raises', exception, message: text };
  if (/\bdivision by zero\b|^zero raised to a negative power/.test(message))
    return { kind: 'raises', exception: 'ZeroDivisionError', message };
  if (name === 'Outside') return { kind: 'outside', rule: 'may-overflow', message: text };
  if (MEMORY.test(message)) return { kind: 'stopped', limit: 'memory', message };
  if (OUTSIDE.test(message)) return { kind: 'outside', rule: 'may-overflow', message };
  return { kind: 'crashed', message };
}
