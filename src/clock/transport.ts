import { BEATS_PER_BAR, type Quantise } from '../session';

/** Where a loop begins and ends, in beats from zero. */
export interface Loop {
  readonly on: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * The transport as a value: every function below takes the time of the caller's clock in seconds and returns
 * a new transport, so that it can be tested without any clock.
 */
export interface Transport {
  readonly playing: boolean;
  /** Beats a minute. */
  readonly tempo: number;
  readonly loop: Loop;
  /** The position at `anchorTime`, in beats. */
  readonly anchorBeat: number;
  /** Seconds on the caller's clock. */
  readonly anchorTime: number;
  /** Beats that had passed in playing at `anchorTime`, over loops and jumps: what fades are counted in. */
  readonly played: number;
  /** Where the last playing began; stopping returns there. */
  readonly startBeat: number;
}

export function createTransport(tempo: number, loop: Loop): Transport {
  return { playing: false, tempo, loop, anchorBeat: 0, anchorTime: 0, played: 0, startBeat: 0 };
}

/** Beats that pass in a time, ignoring the loop. */
export function beatsIn(seconds: number, tempo: number): number {
  return (seconds * tempo) / 60;
}

/** The position in beats at a time. A loop only catches a playhead that starts before its end. */
export function beatAt(transport: Transport, time: number): number {
  const { playing, tempo, loop, anchorBeat, anchorTime } = transport;
  if (!playing) return anchorBeat;
  return wrap(anchorBeat + beatsIn(Math.max(0, time - anchorTime), tempo), anchorBeat, loop);
}

/** Beats that have passed in playing, over loops and jumps. */
export function playedAt({ playing, tempo, anchorTime, played }: Transport, time: number): number {
  return playing ? played + beatsIn(Math.max(0, time - anchorTime), tempo) : played;
}

function wrap(beat: number, from: number, loop: Loop): number {
  const length = loop.end - loop.start;
  if (!loop.on || length <= 0 || from >= loop.end || beat < loop.end) return beat;
  return loop.start + ((beat - loop.start) % length);
}

/** The same position, anchored at this moment: what every change of speed or direction starts from. */
function anchored(transport: Transport, time: number): Transport {
  const played = playedAt(transport, time);
  return { ...transport, anchorBeat: beatAt(transport, time), anchorTime: time, played };
}

export function play(transport: Transport, time: number): Transport {
  if (transport.playing) return transport;
  return { ...transport, playing: true, anchorTime: time, startBeat: transport.anchorBeat };
}

export function pause(transport: Transport, time: number): Transport {
  return { ...anchored(transport, time), playing: false };
}

/** Back to where playing began; a second stop goes to zero. */
export function stop(transport: Transport, time: number): Transport {
  const beat = transport.playing ? transport.startBeat : 0;
  return { ...anchored(transport, time), playing: false, anchorBeat: beat, startBeat: beat };
}

/** @param beat 0 or later */
export function seek(transport: Transport, beat: number, time: number): Transport {
  const target = Math.max(0, beat);
  return { ...anchored(transport, time), anchorBeat: target, startBeat: target };
}

export function setTempo(transport: Transport, tempo: number, time: number): Transport {
  return { ...anchored(transport, time), tempo };
}

export function setLoop(transport: Transport, loop: Loop, time: number): Transport {
  const [start, end] = loop.start <= loop.end ? [loop.start, loop.end] : [loop.end, loop.start];
  return { ...anchored(transport, time), loop: { on: loop.on, start, end } };
}

/** A beat that is played. */
export interface Beat {
  /** Its position. */
  readonly beat: number;
  /** When it was due, in seconds of the caller's clock. */
  readonly time: number;
}

/**
 * Whole beats passed after `from` up to and including `to` (times in seconds).
 * After a stall only the latest `most` are returned: there is no burst of catching up.
 */
export function beatsBetween(transport: Transport, from: number, to: number, most = 1): Beat[] {
  const { playing, tempo, anchorBeat, anchorTime, loop } = transport;
  if (!playing || to < anchorTime) return [];
  // A playhead that starts on a beat plays that beat.
  const first =
    from < anchorTime
      ? Math.ceil(anchorBeat)
      : Math.floor(anchorBeat + beatsIn(from - anchorTime, tempo)) + 1;
  const last = Math.floor(anchorBeat + beatsIn(to - anchorTime, tempo));
  const beats: Beat[] = [];
  for (let beat = Math.max(first, last - most + 1); beat <= last; beat++)
    beats.push({
      beat: wrap(beat, anchorBeat, loop),
      time: anchorTime + ((beat - anchorBeat) * 60) / tempo,
    });
  return beats;
}

/**
 * The beat at which a change asked for at `beat` takes effect.
 * @returns `beat` itself for `now`, else the next boundary after it
 */
export function nextBoundary(quantise: Quantise, beat: number, loop: Loop): number {
  switch (quantise) {
    case 'now':
      return beat;
    case 'beat':
      return Math.floor(beat) + 1;
    case 'bar':
      return (Math.floor(beat / BEATS_PER_BAR) + 1) * BEATS_PER_BAR;
    case 'loop':
      return loop.on && beat < loop.end ? loop.end : (Math.floor(beat / BEATS_PER_BAR) + 1) * BEATS_PER_BAR;
  }
}

/** A position as performers read it: bar, beat and sixteenth, each from 1. */
export function barsAndBeats(beat: number): { bar: number; beat: number; sixteenth: number } {
  // A billionth forgives what adding up float beats loses.
  const whole = Math.floor(beat + 1e-9);
  return {
    bar: Math.floor(whole / BEATS_PER_BAR) + 1,
    beat: (whole % BEATS_PER_BAR) + 1,
    sixteenth: Math.floor((beat + 1e-9 - whole) * 4) + 1,
  };
}
