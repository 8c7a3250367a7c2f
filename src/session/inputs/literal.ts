import type { Input, Scalar, ScalarType } from '../document';
import { InputError, MAX_ELEMENTS, MAX_TEXT } from './table';

type ListInput = Extract<Input, { kind: 'list' }>;
type NumberInput = Extract<Input, { kind: 'number' }>;

/**
 * Reads a number as Python would: `2` is an int, `2.0` and `2e3` are floats.
 * @throws InputError
 */
export function parseNumberInput(text: string): NumberInput {
  const trimmed = text.trim();
  if (/^[+-]?\d[\d_]*$/.test(trimmed)) {
    const value = Number(trimmed.replaceAll('_', ''));
    if (!Number.isSafeInteger(value)) throw new InputError(`${trimmed} is beyond ±(2^53 - 1).`);
    return { kind: 'number', type: 'int', value };
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) {
    return { kind: 'number', type: 'float', value: Number(trimmed) };
  }
  throw new InputError(`"${trimmed}" is not a number.`);
}

/** A number as it is typed; a float keeps its point. */
export function printNumberInput({ type, value }: NumberInput): string {
  return type === 'float' && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/**
 * Takes a text as it is.
 * @throws InputError when it is too long
 */
export function parseTextInput(value: string): Input {
  if (value.length > MAX_TEXT) {
    throw new InputError(`The string has ${value.length} characters; an input holds up to ${MAX_TEXT}.`);
  }
  return { kind: 'text', value };
}

/**
 * Reads a list: JSON, or values with commas or line breaks between them. All ints stay ints; one float makes
 * them floats; anything else makes them strings.
 * @throws InputError
 */
export function parseListInput(text: string): ListInput {
  const trimmed = text.trim().replace(/^\[|\]$/g, '');
  if (trimmed === '') return { kind: 'list', type: 'int', values: [] };
  const parts = splitList(trimmed);
  if (parts.length > MAX_ELEMENTS) {
    throw new InputError(`The list has ${parts.length} elements; an input holds up to ${MAX_ELEMENTS}.`);
  }
  const numbers = parts.map((part) => asNumber(part));
  if (numbers.every((number) => number !== undefined)) {
    const type: ScalarType = numbers.every((number) => number.type === 'int') ? 'int' : 'float';
    return { kind: 'list', type, values: numbers.map((number) => number.value) };
  }
  if (parts.every((part) => /^(true|false)$/i.test(part))) {
    return { kind: 'list', type: 'bool', values: parts.map((part) => part.toLowerCase() === 'true') };
  }
  return { kind: 'list', type: 'str', values: parts.map(unquote) };
}

export function printListInput({ type, values }: ListInput): string {
  return values.map((value) => printScalar(value, type)).join(', ');
}

function printScalar(value: Scalar, type: ScalarType): string {
  if (type === 'bool') return value ? 'True' : 'False';
  if (type === 'float') return printNumberInput({ kind: 'number', type, value: Number(value) });
  const text = String(value);
  return type === 'str' && /[,"'\n]|^\s|\s$|^$|^[\d+-.]/.test(text) ? JSON.stringify(text) : text;
}

/** Splits at commas and line breaks that are not inside quotes. */
function splitList(text: string): string[] {
  const parts = text.match(/\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^,\n]+)\s*/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function asNumber(text: string): NumberInput | undefined {
  try {
    return parseNumberInput(text);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function unquote(text: string): string {
  const quoted = /^(["'])([\s\S]*)\1$/.exec(text);
  if (!quoted) return text;
  if (quoted[1] === '"') {
    try {
      return String(JSON.parse(text));
    } catch {
      throw new InputError(`${text} is not a complete string.`);
    }
  }
  return (quoted[2] ?? '').replaceAll("\\'", "'");
}
