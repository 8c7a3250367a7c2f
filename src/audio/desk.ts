import { type Context, connect, Gain, PanVol, Volume } from 'tone/build/esm/classes';
import { setContext } from 'tone/build/esm/core/context/GlobalContext';
import { CHANNEL_IDS, type ChannelId, type InstrumentId, perChannel, type Touch } from '../session';
import { hertz } from './scales';
import { type DrumEvent, drumOfKey, type ScoreEvent } from './score';
import { Bench, crackle, INSTRUMENT_MAKERS, type Instrument, kit, type PitchedId } from './voices';

/** A channel of the desk. */
export interface Strip {
  readonly instrument: InstrumentId;
  readonly touch: Touch;
  /** dB, -60 and below is silence. */
  readonly gain: number;
  /** -1 left to 1 right. */
  readonly pan: number;
  readonly audible: boolean;
}

/** Everything that the desk is set to. */
export interface DeskState {
  readonly strips: Readonly<Record<ChannelId, Strip>>;
  /** dB. */
  readonly drums: number;
  /** Master volume, dB. */
  readonly volume: number;
  /** MIDI key of the scale's root, by which the club kit chooses its pieces. */
  readonly root: number;
}

/** Gains move this slowly, in seconds, so that they don't click. */
const GLIDE = 0.02;
const SILENT = -60;
/** Seconds in which everything falls silent. */
const HUSH = 0.015;
/** Seconds in which sound is let through again: the first attack must not be swallowed. */
const OPEN = 0.002;

interface Channel {
  readonly input: GainNode;
  readonly strip: PanVol;
}

/**
 * Eight instruments and a drum grid through gains and pans into one output. The same desk is set up in the live
 * context and in the offline one, so that an export sounds like what was heard, before the limiter.
 */
export class Desk {
  private readonly bench: Bench;
  private readonly channels: Readonly<Record<ChannelId, Channel>>;
  private readonly drumChannel: Channel;
  private readonly master: Volume;
  private readonly gate: Gain;
  private readonly kit: ReturnType<typeof kit>;
  private readonly instruments = new Map<PitchedId, Instrument>();
  private state: DeskState;

  /**
   * @param context given to every node, so that live and offline desks can go on side by side
   * @param destination native node that everything ends in
   */
  constructor(
    private readonly context: Context,
    native: BaseAudioContext,
    destination: AudioNode,
    state: DeskState,
  ) {
    // Tone looks its global context up even where it is given one, and would open another audio context for it.
    setContext(context);
    this.bench = new Bench(native);
    this.kit = kit(this.bench);
    this.state = state;
    this.gate = new Gain({ context });
    this.master = new Volume({ context, volume: decibels(state.volume) });
    this.master.connect(this.gate);
    connect(this.gate, destination);
    this.channels = perChannel((id) => this.channel(levelOf(state.strips[id]), state.strips[id].pan));
    this.drumChannel = this.channel(decibels(state.drums), 0);
  }

  /** Sets everything that differs from before. @param time seconds of the context; absent: now */
  set(state: DeskState, time?: number): void {
    const before = this.state;
    this.state = state;
    for (const id of CHANNEL_IDS) {
      const [was, is] = [before.strips[id], state.strips[id]];
      const { strip } = this.channels[id];
      if (levelOf(was) !== levelOf(is)) strip.volume.rampTo(levelOf(is), GLIDE, time);
      if (was.pan !== is.pan) strip.pan.rampTo(is.pan, GLIDE, time);
    }
    if (before.drums !== state.drums)
      this.drumChannel.strip.volume.rampTo(decibels(state.drums), GLIDE, time);
    if (before.volume !== state.volume) this.master.volume.rampTo(decibels(state.volume), GLIDE, time);
  }

  /** Plays a note on a channel. @param time seconds of the context, of the step that the note belongs to */
  play(id: ChannelId, event: ScoreEvent, time: number): void {
    const { instrument, touch } = this.state.strips[id];
    const { input } = this.channels[id];
    const at = time + event.offset;
    const frequency = hertz(event.key, event.detune);
    if (event.kind === 'glitch') crackle(this.bench, frequency, event.velocity, at, input);
    if (instrument === 'club-kit') {
      this.kit[drumOfKey(event.key, this.state.root)](event.velocity, at, input);
      return;
    }
    const tone = {
      frequency,
      velocity: event.velocity,
      duration: event.duration,
      touch: event.kind === 'note' ? touch : 'percussive',
    } as const;
    this.instrument(instrument)(tone, at, input);
  }

  strike({ drum, velocity }: DrumEvent, time: number): void {
    this.kit[drum](velocity, time, this.drumChannel.input);
  }

  /** Silence at once, also for what is still to come. */
  hush(): void {
    const now = this.bench.context.currentTime;
    this.gate.gain.rampTo(0, HUSH, now);
    this.bench.stopAll(now + HUSH);
  }

  /** Ends what sounds and what is still to come, and goes on listening. */
  drop(): void {
    this.bench.stopAll(this.bench.context.currentTime + HUSH);
  }

  /** Lets sound through again. */
  open(): void {
    this.gate.gain.rampTo(1, OPEN, this.bench.context.currentTime);
  }

  /** Sources that sound or are about to. */
  get sounding(): number {
    return this.bench.sounding;
  }

  private instrument(id: PitchedId): Instrument {
    const known = this.instruments.get(id) ?? INSTRUMENT_MAKERS[id](this.bench);
    this.instruments.set(id, known);
    return known;
  }

  private channel(volume: number, pan: number): Channel {
    const input = this.bench.gain(1);
    const strip = new PanVol({ context: this.context, volume, pan });
    connect(input, strip);
    strip.connect(this.master);
    return { input, strip };
  }
}

function levelOf({ audible, gain }: Strip): number {
  return audible ? decibels(gain) : Number.NEGATIVE_INFINITY;
}

function decibels(gain: number): number {
  return gain <= SILENT ? Number.NEGATIVE_INFINITY : gain;
}
