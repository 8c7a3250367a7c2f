import type { Agreement, CrossCheck } from '../src/collector/quality';

/** How far re-measured metrics lie from the record, with what the pace of the machine and the method account for. */
export function crossCheckLines(check: CrossCheck): string[] {
  const { share, date: when, load, otherVerdicts, paced, repeated, byBackend = {} } = check;
  return [
    `${agreementLine('cross-check', check)}; ${percent(share)} of the metrics, on ${when}, load ${load}, other verdicts ${otherVerdicts}`,
    ...(paced ? [agreementLine('  each time over the fixed kernels of its own minutes', paced)] : []),
    ...(repeated ? [agreementLine('  the re-measurement and one more, minutes later', repeated)] : []),
    ...Object.entries(byBackend).map(([backend, agreement]) => agreementLine(`  ${backend}`, agreement)),
  ];
}

export function agreementLine(
  what: string,
  { pairs, medianError, error90, within10, bias }: Agreement,
): string {
  const drift = typeof bias === 'number' ? `, median change ${bias < 0 ? '' : '+'}${percent(bias)}` : '';
  return `${what}: n ${pairs}, median difference ${percent(medianError)}, 90th percentile ${percent(error90)}, within 10 %: ${percent(within10)}${drift}`;
}

export function percent(share: number | null): string {
  return share === null ? 'none' : `${(share * 100).toFixed(1)} %`;
}
