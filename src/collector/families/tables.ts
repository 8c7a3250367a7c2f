import { table } from './data';
import type { Draw } from './draw';
import { type Family, TEN_THOUSAND, THOUSAND } from './family';

interface Shape {
  readonly name: string;
  /** A name for one row. */
  readonly row: readonly [string, ...string[]];
  readonly key: readonly [string, ...string[]];
  readonly int: readonly [string, ...string[]];
  readonly float: readonly [string, ...string[]];
}

/** What the columns of the example tables are good for. */
const SHAPES: readonly [Shape, ...Shape[]] = [
  {
    name: 'orders',
    row: ['o', 'order'],
    key: ['region', 'product'],
    int: ['quantity', 'id'],
    float: ['price'],
  },
  { name: 'requests', row: ['r', 'hit'], key: ['path'], int: ['status', 'bytes'], float: ['ms'] },
  { name: 'logins', row: ['l', 'entry'], key: ['user', 'address'], int: ['minute'], float: ['minute'] },
  {
    name: 'sensors',
    row: ['s', 'reading'],
    key: ['humidity'],
    int: ['humidity', 'minute'],
    float: ['celsius', 'wind'],
  },
];

interface Picked {
  readonly table: string;
  readonly row: string;
  readonly key: string;
  readonly int: string;
  readonly float: string;
}

function pickShape(draw: Draw): Picked {
  const shape = draw.pick(SHAPES);
  const row = draw.pick(shape.row);
  const of = (names: readonly [string, ...string[]]): string => `${row}.${draw.pick(names)}`;
  return { table: shape.name, row, key: of(shape.key), int: of(shape.int), float: of(shape.float) };
}

/** Programs over one table. */
function overTable(
  { id, about, most }: Omit<Family, 'write'> & { readonly most: number },
  write: (draw: Draw, picked: Picked) => string,
): Family {
  return {
    id,
    about,
    write(draw) {
      const picked = pickShape(draw);
      return { source: write(draw, picked), inputs: [table(picked.table)], most };
    },
  };
}

/** A condition on a row. */
function rowCondition(draw: Draw, { int, float }: Picked): string {
  return draw.pick([
    `${int} > ${draw.int(1, 400)}`,
    `${int} % ${draw.int(2, 7)} == ${draw.int(0, 1)}`,
    `${float} < ${draw.int(5, 90)}`,
    `${draw.int(1, 9)} <= ${int} <= ${draw.int(50, 600)}`,
    `${float} > ${draw.int(3, 40)} and ${int} % 2 == ${draw.int(0, 1)}`,
  ]);
}

export const RECORDS = overTable(
  { id: 'records', about: 'rows of a table, filtered and projected', most: TEN_THOUSAND },
  (draw, picked) => {
    const { row, key, int, float } = picked;
    const element = draw.pick([
      `(${key}, ${int})`,
      key,
      `${float} * ${draw.int(2, 9)}`,
      `(${int}, ${float})`,
      `${int} + ${draw.int(1, 9)}`,
    ]);
    return `[${element} for ${row} in ${picked.table} if ${rowCondition(draw, picked)}]`;
  },
);

export const AGGREGATES = overTable(
  { id: 'aggregates', about: 'one figure of a table', most: TEN_THOUSAND },
  (draw, picked) => {
    const { row, int, float } = picked;
    const body = (value: string) => `${value} for ${row} in ${picked.table} if ${rowCondition(draw, picked)}`;
    return draw.pick([
      `sum(${body(int)})`,
      `sum(${body(`${int} * ${draw.int(2, 9)}`)})`,
      `max((${body(int)}), default=0)`,
      `min((${body(float)}), default=0.0)`,
      `sum(1 for ${row} in ${picked.table} if ${rowCondition(draw, picked)})`,
      `round(sum((${body(float)}), 0.0), 2)`,
    ]);
  },
);

export const GROUP_BY = overTable(
  { id: 'group-by', about: 'a figure for each group', most: THOUSAND },
  (draw, picked) => {
    const { row, key, int } = picked;
    const group = draw.pick(['group', 'g', 'name']);
    const test = draw.chance(0.5) ? ` and ${rowCondition(draw, picked)}` : '';
    const body = `for ${row} in ${picked.table} if ${key} == ${group}${test}`;
    const figure = draw.pick([
      `sum(${int} ${body})`,
      `sum(1 ${body})`,
      `max((${int} ${body}), default=0)`,
      `sorted([${int} ${body}])[:${draw.int(2, 5)}]`,
      `min((${int} ${body}), default=${draw.int(0, 9)})`,
    ]);
    const groups = `{${key} for ${row} in ${picked.table}}`;
    return `{${group}: ${figure} for ${group} in sorted(${groups})}`;
  },
);

export const JOIN: Family = {
  id: 'join',
  about: 'rows of two tables that belong together',
  write(draw) {
    const [left, right] = draw.pick<readonly [string, string]>([
      ['orders', 'sensors'],
      ['requests', 'logins'],
      ['orders', 'logins'],
      ['sensors', 'requests'],
    ]);
    const numbers: Readonly<Record<string, readonly [string, ...string[]]>> = {
      orders: ['quantity', 'id'],
      sensors: ['humidity', 'minute'],
      requests: ['status', 'bytes'],
      logins: ['minute'],
    };
    const a = `a.${draw.pick(numbers[left] ?? ['id'])}`;
    const b = `b.${draw.pick(numbers[right] ?? ['minute'])}`;
    const k = draw.int(3, 40);
    const on = draw.pick([`${a} == ${b}`, `${a} % ${k} == ${b} % ${k}`, `${a} == ${b} + ${draw.int(1, 20)}`]);
    const rows = `for a in ${left} for b in ${right} if ${on}`;
    const more = draw.chance(0.5) ? ` and ${a} > ${draw.int(1, 300)}` : '';
    return {
      source: draw.pick([
        `sum(1 ${rows}${more})`,
        `sum(${a} + ${b} ${rows}${more})`,
        `[(${a}, ${b}) ${rows}${more}]`,
        `len({${a} ${rows}${more}})`,
      ]),
      inputs: [table(left), table(right)],
      most: THOUSAND,
    };
  },
};

export const TOP_N = overTable(
  { id: 'top-n', about: 'the largest or smallest few', most: TEN_THOUSAND },
  (draw, picked) => {
    const { row, key, int, float } = picked;
    const count = draw.int(1, 12);
    const value = draw.pick([
      int,
      `${int} * ${draw.int(2, 9)}`,
      float,
      `(${int}, ${key})`,
      `(${key}, ${int})`,
    ]);
    const test = draw.chance(0.7) ? ` if ${rowCondition(draw, picked)}` : '';
    const reverse = draw.chance(0.6) ? ', reverse=True' : '';
    return `sorted([${value} for ${row} in ${picked.table}${test}]${reverse})[:${count}]`;
  },
);

export const LOOKUPS = overTable(
  { id: 'lookups', about: 'a dict built from rows', most: TEN_THOUSAND },
  (draw, picked) => {
    const { row, key, int, float } = picked;
    const value = draw.pick([
      int,
      float,
      `${int} % ${draw.int(3, 30)}`,
      `(${int}, ${float})`,
      `${int} > ${draw.int(5, 200)}`,
    ]);
    const test = draw.chance(0.7) ? ` if ${rowCondition(draw, picked)}` : '';
    const by = draw.chance(0.5) ? key : `${int} % ${draw.int(5, 60)}`;
    return `{${by}: ${value} for ${row} in ${picked.table}${test}}`;
  },
);
