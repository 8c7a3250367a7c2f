// Prints every import that goes up the floors or past a door; exits 1 when there is one.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkFile, FLOORS } from './floors.mjs';

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
const tops = new Set(FLOORS.flat().map((room) => room.split('/')[0]));
const isFile = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;

const sources = [...tops]
  .filter((top) => statSync(join(root, top), { throwIfNoEntry: false })?.isDirectory())
  .flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|mjs|js)$/.test(entry.name))
      .map((entry) =>
        relative(root, join(entry.parentPath ?? entry.path, entry.name))
          .split(sep)
          .join('/'),
      ),
  );

const violations = sources.flatMap((path) => checkFile(path, readFileSync(join(root, path), 'utf8'), isFile));
for (const { path, line, message } of violations) console.log(`${path}:${line} ${message}`);
console.log(`floors: ${sources.length} files, ${violations.length} violations`);
process.exitCode = violations.length > 0 || sources.length === 0 ? 1 : 0;
