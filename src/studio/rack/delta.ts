/** How much longer the tail gets, in ms, with the interval of that. */
export interface Delta {
  readonly p95: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The change of the tail that a forecast stands for.
 * @param before p95 of what plays before the change, ms
 */
export function deltaOf(
  before: number,
  { p95, p95Low, p95High }: { readonly p95: number; readonly p95Low: number; readonly p95High: number },
): Delta {
  return { p95: p95 - before, low: p95Low - before, high: p95High - before };
}

const UNITS = [
  { unit: 's', ms: 1000 },
  { unit: 'ms', ms: 1 },
  { unit: 'µs', ms: 1e-3 },
  { unit: 'ns', ms: 1e-6 },
] as const;

function digits(value: number): string {
  const size = Math.abs(value);
  return String(size >= 9.95 ? Math.round(size) : Number(size.toFixed(1)));
}

function signed(value: number, isPlus: boolean): string {
  const text = digits(value);
  return Number(text) === 0 ? '0' : `${value < 0 ? '−' : isPlus ? '+' : ''}${text}`;
}

/** A change of time with its sign and the unit that suits it: "+30 ms". */
export function formatDelta(ms: number): string {
  const { unit, ms: one } = unitOf(Math.abs(ms));
  return `${signed(ms / one, true)} ${unit}`;
}

/** "+30 ms (22–41)"; where the interval leaves the positive, "−12 µs (−15 to −9)". */
export function formatInterval({ p95, low, high }: Delta): string {
  const { unit, ms } = unitOf(Math.max(Math.abs(p95), Math.abs(low), Math.abs(high)));
  const [from, to] = [signed(low / ms, false), signed(high / ms, low < 0)];
  return `${signed(p95 / ms, true)} ${unit} (${low >= 0 ? `${from}–${to}` : `${from} to ${to}`})`;
}

function unitOf(ms: number): (typeof UNITS)[number] {
  return UNITS.find((each) => ms >= each.ms * 0.95) ?? UNITS[3];
}
