/** A time with the unit that suits it, at three significant digits. */
export function formatTime(milliseconds: number): { readonly value: string; readonly unit: string } {
  if (!Number.isFinite(milliseconds)) return { value: '—', unit: '' };
  if (milliseconds >= 1000) return { value: digits(milliseconds / 1000), unit: 's' };
  if (milliseconds >= 0.1) return { value: digits(milliseconds), unit: 'ms' };
  if (milliseconds >= 0.0001) return { value: digits(milliseconds * 1000), unit: 'µs' };
  return { value: digits(milliseconds * 1e6), unit: 'ns' };
}

/** Three significant digits without an exponent. */
function digits(value: number): string {
  if (value >= 99.5) return Math.round(value).toString();
  if (value >= 9.95) return value.toFixed(1);
  return value.toFixed(2);
}

export function formatPercent(share: number): string {
  if (!Number.isFinite(share)) return '—';
  return `${share > 0.99 && share < 1 ? '>99' : Math.round(share * 100)} %`;
}

/** A whole number in groups of three. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US').replaceAll(',', ' ');
}

/** A size with the unit that suits it; units of 1024, as memory is counted. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '—';
  const power = Math.min(3, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const unit = ['B', 'KiB', 'MiB', 'GiB'][power] ?? 'B';
  return `${power === 0 ? Math.round(bytes) : digits(bytes / 1024 ** power)} ${unit}`;
}
