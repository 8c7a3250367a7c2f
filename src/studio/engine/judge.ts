import type { Outcome } from '../../backends';
import type { Encoded, Type } from '../../language';
import { sameOutcome } from '../../measure';
import type { Verdict } from './results';

/** Longest value that a verdict quotes. */
const QUOTED = 160;

export interface Judged {
  readonly verdict: Verdict;
  /** Whether it counts as checked, and whether it agreed: a refusal is neither. */
  readonly equal: boolean | undefined;
}

/**
 * Compares what a channel answered with what Python answered.
 * @param unsafe whether the channel was allowed to deviate
 * @param type of the program's result; a dict built by walking a set has no order to compare
 */
export function judge(outcome: Outcome, reference: Outcome, unsafe: boolean, type: Type): Judged {
  switch (outcome.kind) {
    case 'outside':
      return { verdict: { kind: 'refused', message: outcome.message }, equal: undefined };
    case 'stopped':
      return { verdict: { kind: 'stopped', message: outcome.message }, equal: undefined };
    case 'crashed':
      return { verdict: { kind: 'crashed', message: outcome.message }, equal: false };
    case 'value':
    case 'raises': {
      const value = showOutcome(outcome);
      if (reference.kind !== 'value' && reference.kind !== 'raises') {
        return {
          verdict: {
            kind: 'stopped',
            message: `Python gave no answer to compare with: ${showOutcome(reference)}`,
          },
          equal: undefined,
        };
      }
      if (sameOutcome(outcome, reference, { unorderedDicts: hasUnorderedDict(type) }))
        return { verdict: { kind: 'equal', value }, equal: true };
      const expected = showOutcome(reference);
      if (unsafe) {
        return {
          verdict: { kind: 'deviates', message: `${value} instead of ${expected}: unsafe is on.` },
          equal: false,
        };
      }
      return { verdict: { kind: 'wrong', expected, value }, equal: false };
    }
  }
}

function hasUnorderedDict(type: Type): boolean {
  return type.kind === 'dict' && !type.ordered;
}

/** An outcome in a line. */
export function showOutcome(outcome: Outcome): string {
  if (outcome.kind === 'value') return shorten(showValue(outcome.value));
  if (outcome.kind === 'raises') return outcome.exception;
  return outcome.message;
}

/** An encoded value as Python prints it. */
export function showValue(value: Encoded): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return showString(value);
  if (isList(value)) return `[${showItems(value)}]`;
  if ('int' in value) return value.int;
  if ('float' in value) return value.float;
  if ('tuple' in value) return `(${showItems(value.tuple)}${value.tuple.length === 1 ? ',' : ''})`;
  if ('set' in value) return value.set.length === 0 ? 'set()' : `{${showItems(value.set)}}`;
  if ('frozenset' in value) return `frozenset({${showItems(value.frozenset)}})`;
  if ('dict' in value) {
    return `{${value.dict.map(([key, item]) => `${showValue(key)}: ${showValue(item)}`).join(', ')}}`;
  }
  if ('bytes' in value) return `bytes.fromhex('${value.bytes}')`;
  return `<generator of ${showItems(value.generator)}>`;
}

function isList(value: Encoded): value is readonly Encoded[] {
  return Array.isArray(value);
}

function showItems(items: readonly Encoded[]): string {
  // Nobody reads the thousandth element in a strip; printing it would cost more than computing it.
  const shown = items.slice(0, QUOTED).map(showValue).join(', ');
  return items.length > QUOTED ? `${shown}, …` : shown;
}

function showString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

function shorten(text: string): string {
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text;
}
