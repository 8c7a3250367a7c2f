import type { Touch } from '../../session';

/** Times in seconds, levels as shares of the peak. */
export interface Envelope {
  readonly attack: number;
  /** Time constant of the fall to `sustain`. */
  readonly decay: number;
  readonly sustain: number;
  /** Time constant of the end. */
  readonly release: number;
}

/** After so many time constants an exponential has fallen by 52 dB, and is cut off unheard. */
export const SILENT_AFTER = 6;

/** An instrument's own envelope, as the channel is played. */
export function touched(envelope: Envelope, touch: Touch): Envelope {
  switch (touch) {
    case 'clean':
      return envelope;
    case 'percussive':
      return {
        attack: Math.min(envelope.attack, 0.002),
        decay: Math.min(envelope.decay, 0.09),
        sustain: 0,
        release: Math.min(envelope.release, 0.03),
      };
    case 'soft':
      return {
        attack: Math.max(envelope.attack, 0.06),
        decay: envelope.decay * 1.5,
        sustain: envelope.sustain,
        release: Math.max(envelope.release, 0.14),
      };
  }
}

/** How bright a touch leaves an instrument: factor of its filter and of its modulation. */
export const BRIGHTNESS: Readonly<Record<Touch, number>> = { clean: 1, percussive: 1.2, soft: 0.5 };

/**
 * Shapes a parameter from 0 over the peak back to 0.
 * @returns the time at which it is silent
 */
export function shape(
  param: AudioParam,
  { attack, decay, sustain, release }: Envelope,
  peak: number,
  time: number,
  duration: number,
): number {
  const full = time + attack;
  const end = Math.max(full, time + duration);
  param.setValueAtTime(0, time);
  param.linearRampToValueAtTime(peak, full);
  param.setTargetAtTime(peak * sustain, full, decay);
  param.setTargetAtTime(0, end, release);
  return end + SILENT_AFTER * release;
}

/** Lets a parameter fall from a value to another one, as a plucked string loses its brightness. */
export function fall(param: AudioParam, from: number, to: number, time: number, constant: number): void {
  param.setValueAtTime(from, time);
  param.setTargetAtTime(to, time, constant);
}
