import { seeded } from '../../measure';
import { type Column, exampleTable, type NamedInput, type Scalar } from '../../session';

/** Inputs whose length is the data size; the same seed and size give the same values. */
export type MakeInput = (n: number, seed: number) => NamedInput;

const WORDS =
  'time year people way day man thing woman life child world school state family student group country problem hand part place case week company system program question work night point home water room mother area money story fact month lot right study book eye job word business issue side kind head house service friend father power hour game line end member law car city community name'.split(
    ' ',
  );
const LETTERS = 'etaoinshrdlcumwfgypbvk';

function fill<T>(n: number, seed: number, make: (random: () => number, index: number) => T): T[] {
  const random = seeded(seed);
  return Array.from({ length: n }, (_, index) => make(random, index));
}

const whole = (random: () => number, min: number, max: number): number =>
  min + Math.floor(random() * (max - min + 1));

/** A list of ints between two bounds, both among them so that the type does not depend on chance. */
export function ints(name: string, min: number, max: number): MakeInput {
  return (n, seed) => {
    const values = fill(n, seed, (random) => whole(random, min, max));
    values[0] = min;
    if (n > 1) values[1] = max;
    return { name, input: { kind: 'list', type: 'int', values } };
  };
}

/** A list of floats of two decimals, a random walk as prices are. */
export function floats(name: string, start: number, step: number): MakeInput {
  return (n, seed) => {
    let level = start;
    const values = fill(n, seed, (random) => {
      level = Math.max(1, level + (random() - 0.5) * step);
      return Math.round(level * 100) / 100;
    });
    return { name, input: { kind: 'list', type: 'float', values } };
  };
}

/** A list of English words, the early ones of the list oftener, some capitalised or made up. */
export function words(name: string): MakeInput {
  return (n, seed) => {
    const values = fill(n, seed, (random) => {
      if (random() < 0.2) return invented(random);
      const word = WORDS[Math.floor(random() ** 1.7 * WORDS.length)] ?? 'word';
      return random() < 0.15 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    });
    return { name, input: { kind: 'list', type: 'str', values } };
  };
}

function invented(random: () => number): string {
  const length = whole(random, 3, 9);
  return Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
}

/** One text of about n characters: words with blanks between, some punctuation and line ends. */
export function text(name: string): MakeInput {
  return (n, seed) => {
    const random = seeded(seed);
    let value = '';
    while (value.length < n) {
      const word = WORDS[Math.floor(random() ** 1.7 * WORDS.length)] ?? 'word';
      const end = random();
      value += word + (end < 0.06 ? '. ' : end < 0.12 ? ', ' : end < 0.16 ? '\n' : ' ');
    }
    return { name, input: { kind: 'text', value: value.slice(0, Math.max(1, n)) } };
  };
}

/** `key=value` lines, as configurations and logs have them. */
export function fieldLines(name: string): MakeInput {
  return (n, seed) => {
    const values = fill(n, seed, (random) => {
      const key = WORDS[Math.floor(random() * 20)] ?? 'key';
      return `${key}=${whole(random, 0, 999)};${whole(random, 1, 60)}`;
    });
    return { name, input: { kind: 'list', type: 'str', values } };
  };
}

const FRACTIONAL = 10;

/** A table of n rows with the columns of an example table, every cell drawn from its column on its own. */
export function table(name: string): MakeInput {
  return (n, seed) => {
    const { columns, rows, source } = exampleTable(name);
    const cell = (column: Column, at: number, random: () => number, index: number): Scalar | null => {
      if (column.name === 'id') return index + 1;
      const value = rows[Math.floor(random() * rows.length)]?.[at] ?? null;
      if (typeof value !== 'number') return value;
      const spread = value * (0.9 + 0.2 * random());
      return column.type === 'int'
        ? value < FRACTIONAL
          ? value
          : Math.round(spread)
        : Math.round(spread * 100) / 100;
    };
    const made = fill(n, seed, (random, index) =>
      columns.map((column, at) => cell(column, at, random, index)),
    );
    // The kind of every column stays as the example's own rows have it.
    const [first] = rows;
    if (first && n > 0) made[0] = [...first];
    return { name, input: { kind: 'table', columns, rows: made, source } };
  };
}
