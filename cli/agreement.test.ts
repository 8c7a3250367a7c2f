import { expect, it } from 'vitest';
import { agreementLine, crossCheckLines } from './agreement';

const AGREEMENT = { pairs: 60, medianError: 0.2276, error90: 0.503, within10: 0.3, bias: -0.15167 };
const CHECK = { ...AGREEMENT, date: '2026-11-22', share: 0.02, load: 0.4, otherVerdicts: 1 };

it('says how far two measurements lie apart, and which way', () => {
  expect(agreementLine('cross-check', AGREEMENT)).toBe(
    'cross-check: n 60, median difference 22.8 %, 90th percentile 50.3 %, within 10 %: 30.0 %, median change -15.2 %',
  );
  const { bias: _, ...first } = AGREEMENT;
  expect(agreementLine('noise', first)).not.toContain('change');
  const none = { pairs: 0, medianError: null, error90: null, within10: null, bias: null };
  expect(agreementLine('noise', none)).toMatch(/n 0, median difference none, .* within 10 %: none$/);
});

it('tells pace, method and backends apart where a cross-check has them', () => {
  expect(crossCheckLines(CHECK)).toHaveLength(1);
  const lines = crossCheckLines({
    ...CHECK,
    paced: { ...AGREEMENT, medianError: 0.09 },
    repeated: { ...AGREEMENT, medianError: 0.013 },
    byBackend: { sql: AGREEMENT, wasm: AGREEMENT },
  });
  expect(lines[0]).toMatch(/; 2\.0 % of the metrics, on 2026-11-22, load 0\.4, other verdicts 1$/);
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/kernels.*9\.0 %/),
    expect.stringMatching(/one more.*1\.3 %/),
    expect.stringMatching(/^ {2}sql: n 60/),
    expect.stringMatching(/^ {2}wasm: n 60/),
  ]);
});
