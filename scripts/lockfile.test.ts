import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: { packages: Record<string, Entry> } = JSON.parse(
  readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
);

it('locks the optional packages of every platform, since npm ci refuses a lockfile without them', () => {
  const optional = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ path, name })),
  );
  const missing = optional.filter(
    ({ path, name }) =>
      !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
  );
  expect(optional.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});

it('names no registry', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
