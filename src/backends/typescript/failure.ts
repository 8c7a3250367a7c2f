import { type ExceptionName, OPERATIONS, type OpName, operationRaises } from '../../language';
import type { Outcome } from '../contract';

const EXCEPTIONS: ReadonlySet<string> = new Set([
  'StopIteration',
  ...Object.keys(OPERATIONS).flatMap((op) => operationRaises(op as OpName)),
]);

const isException = (name: string): name is ExceptionName => EXCEPTIONS.has(name);

/** What an error thrown by emitted code means. */
export function failure(error: unknown): Outcome {
  if (!(error instanceof Error)) return { kind: 'crashed', message: String(error) };
  const { name, message } = error;
  if (isPython(error)) {
    if (name === 'Outside') return { kind: 'outside', rule: 'may-overflow', message };
    if (isException(name)) return { kind: 'raises', exception: name, message };
  }
  // Only unsafe mode lets an int leave the numbers that are whole.
  if (/BigInt|infinite/.test(message) && !/size/.test(message))
    return { kind: 'outside', rule: 'may-overflow', message };
  // BigInts, strings and arrays past the engine's own limits.
  if (name === 'RangeError' && !/call stack/.test(message))
    return { kind: 'stopped', limit: 'memory', message };
  return { kind: 'crashed', message: `${name}: ${message}` };
}

/** Thrown by the program's own `raise`, here or in a worker. */
const isPython = (error: Error): boolean =>
  error.constructor.name === 'PyError' || ('python' in error && error.python === true);
