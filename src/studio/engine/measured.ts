import type { Measurement } from '../../measure';
import type { ChannelId } from '../../session';

type Listener = (measurement: Measurement) => void;

const listeners = new Set<Listener>();
const latest = new Map<ChannelId, Measurement>();

/** Tells whoever compares measurements with what was said of them. */
export function announceMeasured(measurement: Measurement): void {
  latest.set(measurement.backend, measurement);
  for (const listener of [...listeners]) listener(measurement);
}

/** @param listener is first told the last measurement of each channel, then every one that comes */
export function onMeasured(listener: Listener): () => void {
  for (const measurement of latest.values()) listener(measurement);
  listeners.add(listener);
  return () => listeners.delete(listener);
}
