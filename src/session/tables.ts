import type { Column, Input, Scalar } from './document';
import { seeded } from './random';

type Row = readonly (Scalar | null)[];
type TableInput = Extract<Input, { kind: 'table' }>;

interface ExampleTable {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
  rows(): readonly Row[];
}

const column = (name: string, type: Column['type'], nullable = false): Column => ({ name, type, nullable });

/** Picks from a list, the early entries oftener than the late ones, as in most real data. */
function skewed<T>(items: readonly T[], random: () => number, fallback: T): T {
  return items[Math.floor(random() ** 1.6 * items.length)] ?? fallback;
}

function repeat(
  count: number,
  seed: number,
  row: (index: number, random: () => number) => Row,
): readonly Row[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, index) => row(index, random));
}

const REGIONS = ['north', 'south', 'east', 'west'];
const PRODUCTS = ['kettle', 'lamp', 'chair', 'radio', 'clock'];
const USERS = ['ada', 'grace', 'linus', 'edsger', 'barbara', 'alan', 'root'];
const PATHS = ['/', '/login', '/search', '/cart', '/api/items', '/static/app.js', '/admin'];
const TEAMS = ['Foxes', 'Herons', 'Otters', 'Lynxes', 'Ravens', 'Hares'];

/** Made up by a seeded generator, but for the planets, which are as they are. */
export const EXAMPLE_TABLES: readonly ExampleTable[] = [
  {
    name: 'orders',
    about: '240 orders of a small shop',
    columns: [
      column('id', 'int'),
      column('region', 'str'),
      column('product', 'str'),
      column('quantity', 'int'),
      column('price', 'float'),
      column('returned', 'bool'),
    ],
    rows: () =>
      repeat(240, 11, (index, random) => [
        1000 + index,
        skewed(REGIONS, random, 'north'),
        skewed(PRODUCTS, random, 'lamp'),
        1 + Math.floor(random() ** 2 * 8),
        Math.round(400 + random() * 9000) / 100,
        random() < 0.08,
      ]),
  },
  {
    name: 'logins',
    about: '300 sign-ins, some of them not welcome',
    columns: [column('minute', 'int'), column('user', 'str'), column('address', 'str'), column('ok', 'bool')],
    rows: () =>
      repeat(300, 23, (index, random) => {
        const hostile = random() < 0.15;
        const address = hostile
          ? `203.0.113.${1 + Math.floor(random() * 3)}`
          : `10.0.0.${2 + Math.floor(random() * 30)}`;
        return [
          index * 2 + Math.floor(random() * 2),
          hostile ? 'root' : skewed(USERS, random, 'ada'),
          address,
          hostile ? random() < 0.03 : random() < 0.93,
        ];
      }),
  },
  {
    name: 'requests',
    about: '400 lines of a web server log',
    columns: [
      column('path', 'str'),
      column('status', 'int'),
      column('ms', 'float'),
      column('bytes', 'int'),
      column('referrer', 'str', true),
    ],
    rows: () =>
      repeat(400, 37, (_, random) => {
        const status = skewed([200, 200, 200, 304, 404, 500, 503], random, 200);
        const slow = status >= 500 ? 400 : 12;
        return [
          skewed(PATHS, random, '/'),
          status,
          Math.round((slow + random() ** 3 * 180) * 10) / 10,
          Math.floor(200 + random() ** 2 * 60000),
          random() < 0.3 ? null : skewed(['search', 'news', 'mail'], random, 'search'),
        ];
      }),
  },
  {
    name: 'matches',
    about: 'A season of six teams, everyone twice against everyone',
    columns: [
      column('home', 'str'),
      column('away', 'str'),
      column('home_goals', 'int'),
      column('away_goals', 'int'),
    ],
    rows: () => {
      const random = seeded(41);
      return TEAMS.flatMap((home) =>
        TEAMS.filter((away) => away !== home).map((away) => [
          home,
          away,
          Math.floor(random() ** 1.3 * 5),
          Math.floor(random() ** 1.7 * 5),
        ]),
      );
    },
  },
  {
    name: 'sensors',
    about: 'Two days of a weather station, every ten minutes',
    columns: [
      column('minute', 'int'),
      column('celsius', 'float'),
      column('humidity', 'int'),
      column('wind', 'float'),
    ],
    rows: () =>
      repeat(288, 53, (index, random) => {
        const day = Math.sin(((index - 54) / 144) * 2 * Math.PI);
        return [
          index * 10,
          Math.round((12 + 7 * day + random() * 1.4) * 10) / 10,
          Math.round(68 - 18 * day + random() * 6),
          Math.round(random() ** 2 * 120) / 10,
        ];
      }),
  },
  {
    name: 'planets',
    about: 'Eight planets: distance in AU, mass in Earths, moons, days a year',
    columns: [
      column('name', 'str'),
      column('distance', 'float'),
      column('mass', 'float'),
      column('moons', 'int'),
      column('year', 'float'),
    ],
    rows: () => [
      ['Mercury', 0.387, 0.055, 0, 87.97],
      ['Venus', 0.723, 0.815, 0, 224.7],
      ['Earth', 1.0, 1.0, 1, 365.26],
      ['Mars', 1.524, 0.107, 2, 686.98],
      ['Jupiter', 5.203, 317.8, 95, 4332.59],
      ['Saturn', 9.537, 95.2, 146, 10759.22],
      ['Uranus', 19.191, 14.5, 28, 30688.5],
      ['Neptune', 30.069, 17.1, 16, 60182.0],
    ],
  },
];

/** An example table as an input of the program. @throws when there is no such table */
export function exampleTable(name: string): TableInput {
  const found = EXAMPLE_TABLES.find((table) => table.name === name);
  if (!found) throw new Error(`There is no example table "${name}".`);
  return { kind: 'table', columns: found.columns, rows: found.rows(), source: { kind: 'example', name } };
}
