import type { Emission, EmitResult, InputValues, Instance, Outcome } from '../../backends';
import type { InputSpec, Type } from '../../language';
import {
  type Calibration,
  type ClockReading,
  LIVE,
  type Measurement,
  measurementOf,
  Sampling,
  type Subject,
  seeded,
  type TimedInstance,
  timed,
  type Visibility,
  verify,
  type WorkerRun,
} from '../../measure';
import { CHANNEL_IDS, type ChannelId, type ChannelSettings } from '../../session';
import type { Provenance } from '../telemetry';
import { judge } from './judge';
import type { Verdict } from './results';

/** Everything that is to be played: one program as eight channels have it, and the values it is played with. */
export interface Piece {
  readonly source: string;
  readonly specs: readonly InputSpec[];
  /** Replaced, not changed, when a value changes: compared by identity. */
  readonly values: InputValues;
  /** Hash of the program, whatever its names and white space. */
  readonly hash: string;
  /** The type of the result. */
  readonly type: Type;
  /** Undefined where a code is still being made. */
  readonly codes: Readonly<Partial<Record<ChannelId, EmitResult>>>;
  readonly settings: Readonly<Record<ChannelId, ChannelSettings>>;
  /** The optimizer's passes that ran, in order. */
  readonly passes: Readonly<Record<ChannelId, readonly string[]>>;
  readonly audible: Readonly<Record<ChannelId, boolean>>;
  /** The data size. */
  readonly n: number;
}

/** Where a channel runs. */
export interface Player {
  readonly provenance: Provenance;
  /** How long a new program must stand before it is worth loading, in ms: a native build is not for every keystroke. */
  readonly settle: number;
  /** Why it can't run here, in a sentence; undefined when it can. */
  obstacle(): Promise<string | undefined>;
  load(id: ChannelId, emission: Emission, piece: Piece): Promise<Instance>;
  /** The clock that its times are read from. */
  clock(id: ChannelId): Promise<ClockReading>;
  /** How the device fares there, once that is known. */
  calibration(id: ChannelId): Calibration | undefined;
}

/** Python, asked for the answer that all others are compared with. */
export interface Reference {
  answer(source: string, specs: readonly InputSpec[], values: InputValues): Promise<Outcome>;
  version(): Promise<string>;
}

/** Samples of one turn. */
export interface Samples {
  /** Milliseconds of one run, a mean per batch. */
  readonly milliseconds: readonly number[];
  readonly runs: number;
}

export interface Reports {
  verdict(id: ChannelId, verdict: Verdict): void;
  /** What a channel said when it was compared, before the verdict on it. */
  answered(id: ChannelId, outcome: Outcome): void;
  checked(id: ChannelId, equal: boolean): void;
  /** `fresh` when they are the first since the program, a setting or a value changed. */
  samples(id: ChannelId, samples: Samples, provenance: Provenance, fresh: boolean): void;
  /** A program was compared with Python and, where it agreed, timed: once for each change. */
  measured(measurement: Measurement): void;
  /** There is nothing to show for the channel any more. */
  silence(id: ChannelId): void;
}

/** What a channel has loaded. */
interface Loaded {
  readonly key: string;
  readonly instance: TimedInstance;
  readonly clock: ClockReading;
  readonly sampling: Sampling;
  values: InputValues;
  /** The verdict was reached with these values and agreed. */
  agreed: boolean;
}

/**
 * Runs the channels one after the other, so that none disturbs another's measurement: loads what is new, compares
 * it with Python before any sample counts, then samples. What has been overtaken by a newer piece is dropped.
 * Only loading goes on beside it: a native build may take seconds and must not hold up the channels of the page.
 */
export class Conductor {
  private piece: Piece | undefined;
  private readonly queue = new Set<ChannelId>();
  private readonly loaded = new Map<ChannelId, Loaded>();
  /** Programs that gave nothing to time: a bomb is not set off again with every beat. */
  private readonly unplayable = new Map<ChannelId, { readonly key: string; readonly values: InputValues }>();
  private reference: { readonly piece: Piece; readonly answer: Promise<Outcome> } | undefined;
  /** Players of one provenance work in one lane; lanes load at the same time. */
  private readonly working = new Set<Provenance>();
  /** The measurement under way; the next one waits for it. */
  private measuring: Promise<unknown> = Promise.resolve();
  private disposed = false;
  /** When the piece came. */
  private since = 0;
  /** Channels take their turns in random order: what one leaves behind falls on all alike. */
  private readonly random: () => number;

  constructor(
    private readonly players: Readonly<Record<ChannelId, Player>>,
    private readonly python: Reference,
    private readonly reports: Reports,
    private readonly visibility: Visibility,
    seed = 1,
  ) {
    this.random = seeded(seed);
  }

  /** Plays a new piece; channels that it does not change go on as they are. */
  perform(piece: Piece): void {
    const before = this.piece;
    this.piece = piece;
    this.since = performance.now();
    for (const id of CHANNEL_IDS) if (!before || changed(id, before, piece)) this.queue.add(id);
    this.start();
  }

  /** A beat: every channel is measured once more. */
  beat(): void {
    if (!this.piece) return;
    for (const id of CHANNEL_IDS) if (this.piece.audible[id]) this.queue.add(id);
    this.start();
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.queue.clear();
    await Promise.all([...this.loaded.values()].map(({ instance }) => instance.close()));
    this.loaded.clear();
  }

  private start(): void {
    for (const lane of new Set([...this.queue].map((id) => this.players[id].provenance))) {
      if (this.working.has(lane) || this.disposed) continue;
      this.working.add(lane);
      void this.drain(lane);
    }
  }

  private async drain(lane: Provenance): Promise<void> {
    for (;;) {
      const waiting = [...this.queue].filter((each) => this.players[each].provenance === lane);
      const id = waiting[Math.floor(this.random() * waiting.length)];
      const { piece } = this;
      if (id === undefined || !piece || this.disposed) {
        this.working.delete(lane);
        return;
      }
      this.queue.delete(id);
      try {
        await this.play(id, piece);
      } catch (error) {
        this.reports.verdict(id, {
          kind: 'crashed',
          message: error instanceof Error ? error.message : String(error),
        });
        this.reports.silence(id);
        this.loaded.delete(id);
      }
    }
  }

  /** Runs alone: nothing else is measured meanwhile. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.measuring.then(work);
    // Whoever waits next only waits for the end, however it comes.
    this.measuring = turn.catch(() => undefined);
    return turn;
  }

  private async play(id: ChannelId, piece: Piece): Promise<void> {
    const code = piece.codes[id];
    const player = this.players[id];
    if (!piece.audible[id]) return this.rest(id, { kind: 'muted' });
    if (!code) return;
    if (!code.ok) return this.rest(id, { kind: 'refused', message: code.diagnostics[0]?.message ?? '' });
    const obstacle = await player.obstacle();
    if (obstacle !== undefined) return this.rest(id, { kind: 'unavailable', message: obstacle });
    const unplayable = this.unplayable.get(id);
    if (unplayable?.values === piece.values && unplayable.key === keyOf(id, code.emission, piece)) return;
    if (this.loaded.get(id)?.key !== keyOf(id, code.emission, piece)) {
      await pause(player.settle - (performance.now() - this.since));
      if (this.overtaken(id, piece)) return;
    }
    const loaded = await this.ready(id, code.emission, piece);
    if (!this.overtaken(id, piece)) await this.alone(() => this.measure(id, loaded, piece));
  }

  private async measure(id: ChannelId, loaded: Loaded, piece: Piece): Promise<void> {
    const wasHidden = this.visibility.watch();
    const { sampling } = loaded;
    const first = loaded.agreed ? undefined : await this.verify(id, loaded, piece);
    if (!loaded.agreed || this.overtaken(id, piece)) {
      if (first) await this.record(id, piece, loaded, first);
      return;
    }
    const milliseconds = await sampling.take(LIVE);
    if (this.overtaken(id, piece)) return;
    if (wasHidden()) {
      // A hidden tab is slowed down: what was measured says nothing about the program.
      sampling.restart();
      if (first) await this.record(id, piece, loaded, { ...first, voided: milliseconds.length });
      return;
    }
    const samples = { milliseconds, runs: milliseconds.length * sampling.batch };
    this.reports.samples(id, samples, this.players[id].provenance, first !== undefined);
    if (!first) return;
    const { warming, settled, batch, warmUp } = sampling;
    const memory = await loaded.instance.memory?.();
    const run = { ...first, warming, settled, batch, warmUp: warmUp.class };
    await this.record(id, piece, loaded, memory === undefined ? run : { ...run, memory });
  }

  /** Nothing to play: whoever comes back is compared anew. */
  private rest(id: ChannelId, verdict: Verdict): void {
    const known = this.loaded.get(id);
    if (known) known.agreed = false;
    this.unplayable.delete(id);
    this.reports.verdict(id, verdict);
    this.reports.silence(id);
  }

  /** The channel's program, loaded and with the piece's values. */
  private async ready(id: ChannelId, emission: Emission, piece: Piece): Promise<Loaded> {
    const key = keyOf(id, emission, piece);
    const known = this.loaded.get(id);
    if (known?.key === key) {
      if (known.values !== piece.values) {
        await known.instance.setInputs(piece.values);
        known.values = piece.values;
        known.agreed = false;
        known.sampling.restart();
      }
      return known;
    }
    this.loaded.delete(id);
    await known?.instance.close();
    this.reports.verdict(id, { kind: 'running' });
    const instance = timed(await this.players[id].load(id, emission, piece));
    const clock = await this.players[id].clock(id);
    const sampling = new Sampling(instance, clock);
    const loaded: Loaded = { key, instance, clock, sampling, values: piece.values, agreed: false };
    this.loaded.set(id, loaded);
    return loaded;
  }

  /** Runs once and compares with Python. @returns undefined when a newer piece has come */
  private async verify(id: ChannelId, loaded: Loaded, piece: Piece): Promise<WorkerRun | undefined> {
    const reference = await this.answer(piece);
    const isAnswer = reference.kind === 'value' || reference.kind === 'raises';
    // Without an answer to compare with, running it would only take time from whatever is played next.
    const { outcome, elapsed } = isAnswer
      ? await loaded.instance.timedRun()
      : { outcome: reference, elapsed: 0 };
    if (this.overtaken(id, piece)) return undefined;
    const { verdict, equal } = judge(outcome, reference, piece.settings[id].unsafe, piece.type);
    const isPython = id === 'python' && verdict.kind === 'equal';
    this.reports.answered(id, outcome);
    this.reports.verdict(id, isPython ? { kind: 'reference', value: verdict.value } : verdict);
    // An agreed exception is an answer, but there is nothing to time.
    const playable = equal === true && outcome.kind === 'value';
    if (!playable) {
      this.reports.silence(id);
      this.unplayable.set(id, { key: loaded.key, values: loaded.values });
    }
    if (equal !== undefined) this.reports.checked(id, equal);
    // A stopped or crashed worker is gone, and the instance with it.
    if (outcome.kind === 'stopped' || outcome.kind === 'crashed') this.loaded.delete(id);
    loaded.agreed = playable;
    const subject = await this.subject(id, piece);
    return {
      verdict: verify(outcome, subject),
      start: { ...loaded.instance.timings, cold: elapsed },
      warming: [],
      settled: [],
      batch: 1,
      warmUp: undefined,
      voided: 0,
    };
  }

  private async subject(id: ChannelId, piece: Piece): Promise<Omit<Subject, 'emission'>> {
    const { level, parallel, unsafe, mode, dialect } = piece.settings[id];
    return {
      program: piece.hash,
      backend: id,
      settings: { level, parallel, unsafe, mode, dialect, passes: piece.passes[id] },
      size: piece.n,
      reference: { outcome: await this.answer(piece), version: await this.python.version() },
      type: piece.type,
    };
  }

  private async record(id: ChannelId, piece: Piece, { clock }: Loaded, run: WorkerRun): Promise<void> {
    const code = piece.codes[id];
    if (!code?.ok) return;
    const subject = { ...(await this.subject(id, piece)), emission: code.emission };
    const { provenance } = this.players[id];
    const calibration = this.players[id].calibration(id);
    const place = { clock, provenance, ...(calibration ? { calibration } : {}) };
    this.reports.measured(measurementOf(subject, place, [run]));
  }

  private answer(piece: Piece): Promise<Outcome> {
    const known = this.reference;
    if (known && known.piece.source === piece.source && known.piece.values === piece.values)
      return known.answer;
    const answer = this.python.answer(piece.source, piece.specs, piece.values);
    this.reference = { piece, answer };
    return answer;
  }

  private overtaken(id: ChannelId, piece: Piece): boolean {
    return (
      this.disposed || (this.piece !== undefined && this.piece !== piece && changed(id, piece, this.piece))
    );
  }
}

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function changed(id: ChannelId, before: Piece, after: Piece): boolean {
  if (before.values !== after.values || before.source !== after.source) return true;
  if (before.audible[id] !== after.audible[id]) return true;
  const [one, other] = [before.codes[id], after.codes[id]];
  if (!one?.ok || !other?.ok) return one?.ok !== other?.ok;
  return keyOf(id, one.emission, before) !== keyOf(id, other.emission, after);
}

/** What makes two programs the same to a runner: the text, and what is not in the text. */
function keyOf(id: ChannelId, { code }: Emission, { settings }: Piece): string {
  const { level, parallel, unsafe, dialect } = settings[id];
  return JSON.stringify([code, id === 'wasm' ? level : 0, parallel, unsafe, dialect]);
}
