import { type Emission, type InputValues, writeInput } from '../../src/backends';
import { type Encoded, includes, type Type } from '../../src/language';

/**
 * The inputs of a program as lines of the native protocol.
 * @throws {TypeError} `inputs.<path>: …` when one is missing or not a value of its type
 */
export function inputLines({ inputs: specs }: Emission, inputs: InputValues): string[] {
  return specs.flatMap(({ name, type }) => {
    const value = inputs[name];
    if (value === undefined) throw new TypeError(`inputs.${name}: missing`);
    check(type, value, `inputs.${name}`);
    return writeInput(type, value);
  });
}

function check(type: Type, value: Encoded, path: string): void {
  const need = (condition: boolean) => {
    if (!condition) throw new TypeError(`${path}: not a value of type ${type.kind}`);
  };
  switch (type.kind) {
    case 'none':
      need(value === null);
      return;
    case 'bool':
      need(typeof value === 'boolean');
      return;
    case 'int':
      need(Number.isSafeInteger(value) || 'int' in tagged(value));
      // The compiler left out the checks that the range makes needless.
      if (!includes(type.range, integerOf(value))) throw new TypeError(`${path}: outside of its range`);
      return;
    case 'float':
      need(typeof value === 'number' || 'float' in tagged(value));
      return;
    case 'str':
      need(typeof value === 'string' && includes(type.size, [...value].length));
      return;
    case 'bytes':
      need('bytes' in tagged(value));
      return;
    case 'optional':
      if (value !== null) check(type.of, value, path);
      return;
    case 'list':
    case 'sequence':
    case 'set': {
      const items = itemsOf(value);
      need(items !== undefined && includes(type.size, items.length));
      items?.forEach((item, i) => {
        check(type.element, item, `${path}.${i}`);
      });
      return;
    }
    case 'tuple': {
      const items = itemsOf(value);
      need(items?.length === type.items.length);
      type.items.forEach((item, i) => {
        check(item, items?.[i] ?? null, `${path}.${i}`);
      });
      return;
    }
    case 'dict':
      for (const [key, item] of entriesOf(value, need)) {
        check(type.key, key, path);
        check(type.value, item, `${path}.${String(key)}`);
      }
      return;
    case 'record': {
      const fields = new Map(entriesOf(value, need).map(([name, item]) => [String(name), item]));
      for (const field of type.fields)
        check(field.type, fields.get(field.name) ?? null, `${path}.${field.name}`);
      return;
    }
    default:
      throw new TypeError(`${path}: an input can't be of type ${type.kind}`);
  }
}

function integerOf(value: Encoded): bigint {
  if (typeof value === 'object' && value !== null && 'int' in value) return BigInt(value.int);
  return BigInt(Number(value));
}

function tagged(value: Encoded): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function itemsOf(value: Encoded): readonly Encoded[] | undefined {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if ('tuple' in value) return value.tuple;
  if ('set' in value) return value.set;
  return 'frozenset' in value ? value.frozenset : undefined;
}

function entriesOf(
  value: Encoded,
  need: (condition: boolean) => void,
): readonly (readonly [Encoded, Encoded])[] {
  const isDict = typeof value === 'object' && value !== null && 'dict' in value;
  need(isDict);
  return isDict ? value.dict : [];
}
