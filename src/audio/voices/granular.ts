import { seeded } from '../../session';
import type { Bench } from './bench';
import { type Envelope, shape, touched } from './envelope';
import type { Instrument, Tone } from './instrument';

/** Seconds of a grain, and between the beginnings of two. */
const GRAIN = 0.09;
const SPACING = 0.03;
const ENVELOPE: Envelope = { attack: 0.02, decay: 0.6, sustain: 0.8, release: 0.12 };
const LEVEL = 0.17;
/** Hz of the recorded tone that grains are cut from, and its length in seconds. */
const RECORDED = 220;
const LENGTH = 1;

/**
 * Grains cut from a tone that slowly changes colour, from a random place each. Grains begin a whole number of periods
 * apart and of the same phase (pitch-synchronous overlap-add: Moulines and Charpentier, Speech Communication 1990), so the cloud
 * has a pitch.
 */
export const granular = (bench: Bench): Instrument => {
  const buffer = recorded(bench.context.sampleRate);
  const window = Float32Array.from({ length: 64 }, (_, index) => Math.sin((Math.PI * index) / 63) ** 2);
  const random = seeded(11);
  return ({ frequency, velocity, duration, touch }: Tone, time, out) => {
    const amplitude = bench.gain();
    const end = shape(amplitude.gain, touched(ENVELOPE, touch), LEVEL * velocity, time, duration);
    const rate = frequency / RECORDED;
    const spacing = Math.max(1, Math.round(SPACING * frequency)) / frequency;
    const periods = Math.floor((LENGTH - GRAIN * rate) * RECORDED);
    for (let at = time; at < end; at += spacing) {
      const source = new AudioBufferSourceNode(bench.context, { buffer, playbackRate: rate });
      source.loop = true;
      // A whole number of periods into the recording: every grain has the same phase.
      source.loopStart = Math.max(0, Math.floor(random() * periods)) / RECORDED;
      source.loopEnd = LENGTH;
      const grain = bench.gain();
      grain.gain.setValueCurveAtTime(window, at, GRAIN);
      source.connect(grain).connect(amplitude);
      bench.runFrom(source, at, at + GRAIN, source.loopStart);
    }
    amplitude.connect(out);
  };
};

/** A tone whose upper partials swell and fade one after the other; whole periods, so that it can be looped. */
function recorded(sampleRate: number): AudioBuffer {
  const length = Math.round(LENGTH * sampleRate);
  const samples = Float32Array.from({ length }, (_, index) => {
    const time = index / sampleRate;
    const phase = 2 * Math.PI * RECORDED * time;
    let sample = Math.sin(phase);
    for (let partial = 2; partial <= 6; partial++) {
      const swell = 0.5 + 0.5 * Math.cos(2 * Math.PI * (time - partial / 6));
      sample += (Math.sin(partial * phase) * swell) / partial;
    }
    return sample / 2;
  });
  const buffer = new AudioBuffer({ length, sampleRate });
  buffer.copyToChannel(samples, 0);
  return buffer;
}
