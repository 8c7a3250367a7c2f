/**
 * The floors of the house: which room may import which, and which packages stay in one room.
 * Pure: takes a path and a source text, answers with the imports that break a rule.
 */
import { posix } from 'node:path';
import { parseSync } from 'vite';

/** Rooms from the ground up; rooms of one row do not know each other. */
export const FLOORS = [
  ['src/language'],
  ['src/optimizer'],
  ['src/backends'],
  ['src/measure'],
  ['src/session'],
  ['src/clock'],
  ['src/dataset'],
  ['src/learning'],
  ['src/plugins'],
  ['src/collector'],
  ['src/audio', 'src/midi'],
  ['src/studio'],
  ['src', 'workers'],
  ['server'],
  ['scripts'],
  ['cli'],
  ['bench'],
  ['e2e'],
];

/** Packages that only one part of the house may import; `zustand` itself pulls in React, `zustand/vanilla` does not. */
const HOMES = [
  {
    matches: /^(react|react-dom|cmdk|@base-ui\/react|zustand\/react)(\/|$)|^zustand$|^@testing-library\//,
    rooms: ['src/studio', 'src'],
  },
  { matches: /^tone(\/|$)/, rooms: ['src/audio'] },
  { matches: /^@tensorflow\//, rooms: ['src/learning'] },
  { matches: /^(dexie|fake-indexeddb)(\/|$)/, rooms: ['src/dataset'] },
];
const STORAGE_GLOBALS = new Set(['indexedDB', 'IDBKeyRange']);
/** Tests in a browser and tools look at the house from outside. */
const OUTSIDE = new Set(['e2e', 'bench', 'scripts']);

/**
 * What other rooms may import: a folder's index; and what an index must not pull into the page, the half of a backend
 * that executes (`run.ts`) and the half of a room that runs on Node only (`…-node.ts`).
 */
const DOOR = /(^|\/)index\.tsx?$|^src\/backends\/\w+\/run\.ts$|^src\/\w+\/[\w-]+-node\.ts$/;
/** What a room gives to the tests of others, and to those who look at it from outside. */
const TEST_DOOR = /^src\/\w+\/testing\.ts$/;
const TEST = /\.test\.tsx?$/;

const level = (room) => FLOORS.findIndex((row) => row.includes(room));

/** The room that a repository path (posix, relative) lies in, or undefined when it lies in none. */
export function roomOf(path) {
  const [top, second, ...rest] = path.split('/');
  if (top !== 'src') return level(top) < 0 ? undefined : top;
  if (second === undefined || (rest.length === 0 && /\.\w+$/.test(second))) return 'src';
  return `src/${second}`;
}

/**
 * Every module specifier of a source text, with its line.
 * @returns {{ specifier: string, line: number }[]}
 * @throws {Error} when the text does not parse
 */
export function importsOf(path, source) {
  const { module, errors, program } = parseSync(path, source);
  const fatal = errors.find((error) => error.severity === 'Error');
  if (fatal) throw new Error(`${path}: ${fatal.message}`);
  const found = [];
  const add = (specifier, offset) =>
    found.push({ specifier, line: source.slice(0, offset).split('\n').length });
  for (const entry of module.staticImports) add(entry.moduleRequest.value, entry.start);
  for (const entry of module.staticExports) {
    for (const { moduleRequest } of entry.entries)
      if (moduleRequest) add(moduleRequest.value, moduleRequest.start);
  }
  visit(program, (node) => {
    const isImport = node.type === 'ImportExpression' || node.type === 'TSImportType';
    if (isImport && node.source?.type === 'Literal') add(node.source.value, node.start);
  });
  return found;
}

function visit(node, see) {
  if (Array.isArray(node)) for (const child of node) visit(child, see);
  else if (node && typeof node === 'object') {
    if (typeof node.type === 'string') see(node);
    for (const key of Object.keys(node)) if (key !== 'parent') visit(node[key], see);
  }
}

/** Line of the first use of the browser's IndexedDB as a value, or undefined. */
function storageUse(path, source) {
  if (![...STORAGE_GLOBALS].some((name) => source.includes(name))) return undefined;
  let line;
  visit(parseSync(path, source).program, (node) => {
    if (line === undefined && node.type === 'Identifier' && STORAGE_GLOBALS.has(node.name)) {
      line = source.slice(0, node.start).split('\n').length;
    }
  });
  return line;
}

/**
 * The rules that one file breaks.
 * @param {string} path posix path relative to the repository
 * @param {string} source its text
 * @param {(path: string) => boolean} isFile whether a repository path is a file
 * @returns {{ path: string, line: number, message: string }[]}
 */
export function checkFile(path, source, isFile) {
  const room = roomOf(path);
  if (room === undefined) return [];
  if (level(room) < 0) return [{ path, line: 1, message: `${room} is no room of the house` }];
  const found = [];
  for (const { specifier, line } of importsOf(path, source)) {
    const message = specifier.startsWith('.')
      ? crossing(path, room, specifier, isFile)
      : packageRule(room, specifier);
    if (message) found.push({ path, line, message });
  }
  if (!OUTSIDE.has(room) && room !== 'src/dataset') {
    const line = storageUse(path, source);
    if (line !== undefined) found.push({ path, line, message: 'only src/dataset touches IndexedDB' });
  }
  return found;
}

function packageRule(room, specifier) {
  if (OUTSIDE.has(room)) return undefined;
  const home = HOMES.find(({ matches }) => matches.test(specifier));
  if (!home || home.rooms.includes(room)) return undefined;
  return `${specifier} may be imported in ${home.rooms.join(', ')} only, not in ${room}`;
}

function crossing(path, room, specifier, isFile) {
  const [bare, query] = specifier.split('?', 2);
  const target = posix.normalize(posix.join(posix.dirname(path), bare));
  const suffixes = ['', '.ts', '.tsx', '.mjs', '/index.ts', '/index.tsx'];
  const file = suffixes.map((suffix) => target + suffix).find(isFile) ?? `${target}/index.ts`;
  const there = roomOf(file);
  if (there === undefined || there === room) return undefined;
  // A worker's address is data: whoever starts a worker names its entry file without running it.
  if (there === 'workers' && query !== undefined && /(^|&)(worker|url|sharedworker)\b/.test(query))
    return undefined;
  if (level(there) < 0) return `${specifier} leads to ${there}, which is no room of the house`;
  if (level(there) > level(room)) return `${room} may not import ${there}: imports go only down the floors`;
  if (level(there) === level(room)) return `${room} and ${there} share a floor and may not import each other`;
  if (!there.startsWith('src/')) return undefined;
  if (DOOR.test(file) || (TEST_DOOR.test(file) && (TEST.test(path) || OUTSIDE.has(room)))) return undefined;
  return `${specifier} goes past the door of ${there}: import its index.ts`;
}
