import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));
const sheets = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, css: readFileSync(join(root, name), 'utf8') }));

/** Seconds of one turn of every animation that a style sheet starts. */
function turns(css: string): number[] {
  return [...css.matchAll(/animation(?:-duration)?:[^;]*?\b([\d.]+)(ms|s)\b/g)].map(
    ([, time, unit]) => Number(time) / (unit === 'ms' ? 1000 : 1),
  );
}

describe('motion', () => {
  it('is read from the style sheets', () => {
    expect(sheets.length).toBeGreaterThan(8);
    expect(turns('a { animation: blink 250ms infinite; } b { animation-duration: 1.2s; }')).toEqual([
      0.25, 1.2,
    ]);
  });

  it.each(sheets)('of $name flashes at most three times a second', ({ css }) => {
    for (const turn of turns(css)) expect(turn).toBeGreaterThanOrEqual(1 / 3);
  });

  it('stops for those who asked their system for less of it', () => {
    const calm = /@media \(prefers-reduced-motion: reduce\) \{[\s\S]*?\n\}/.exec(
      sheets.find(({ name }) => name === 'theme.css')?.css ?? '',
    );
    expect(calm?.[0]).toContain('transition: none !important');
    expect(calm?.[0]).toContain('animation: none !important');
  });
});
