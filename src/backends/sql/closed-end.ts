import type { Progression } from './dialect';
import { binary, bitsOf, INT64_SHAPE, PRECEDENCE, type Term, term } from './term';

/** The last number of a closed series, as `generate_series` takes it: one before the stop of a `range`. */
export function closedEnd({ stop, sign }: Progression): Term {
  const { text, map } = stop.fragment;
  if (/^-?\d+$/.test(text)) {
    const end = BigInt(text) - BigInt(sign);
    return {
      ...stop,
      fragment: { text: String(end), map: [] },
      shape: { kind: 'int', bits: bitsOf({ min: end, max: end }) },
    };
  }
  // One before `n + 1` is `n`.
  if (sign > 0 && stop.precedence === PRECEDENCE.additive && text.endsWith(' + 1')) {
    const end = text.length - ' + 1'.length;
    const kept = map.map((m) => ({ ...m, start: Math.min(m.start, end), end: Math.min(m.end, end) }));
    return { ...stop, fragment: { text: text.slice(0, end), map: kept } };
  }
  return binary(stop.shape, PRECEDENCE.additive, stop, sign < 0 ? '+' : '-', term(INT64_SHAPE)`1`);
}
