import { readFileSync } from 'node:fs';

/** Version of the studio that this command belongs to. */
export function appVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String(version);
}
