import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProgram } from './compile';
import { programs } from './generate';

test('tmp', () => {
  const all = fc.sample(programs(), { seed: 20260722, numRuns: 2000 });
  let ok = 0;
  const why = new Map<string, [number, string]>();
  for (const { source, inputs } of all) {
    const { program, diagnostics } = compileProgram(source, inputs);
    if (program) ok++;
    else {
      const m = (diagnostics[0]?.message ?? '?').replace(/'[^']*'/g, "''");
      const w = why.get(m) ?? [
        0,
        source + ' @ ' + source.slice(diagnostics[0]?.span.start, diagnostics[0]?.span.end),
      ];
      why.set(m, [w[0] + 1, w[1]]);
    }
  }
  console.log(
    ok,
    all.length,
    [...why]
      .sort((a, b) => b[1][0] - a[1][0])
      .slice(0, 40)
      .map(([m, [n, s]]) => `${n} ${m}\n     ${s.slice(0, 200)}`)
      .join('\n'),
  );
  console.log(
    all
      .slice(0, 25)
      .map((p) => p.source.slice(0, 200))
      .join('\n'),
  );
  expect(ok).toBeGreaterThan(0);
});
