import type { Emission, InputValues } from '../../backends';
import {
  CallError,
  LIVE,
  Sampling,
  seeded,
  type Timeline,
  timed,
  type Visibility,
  verify,
  WALL,
  type WorkerRun,
} from '../../measure';
import { CHANNEL_IDS, type ChannelId } from '../../session';
import type { Provenance } from '../telemetry';
import { Arrivals } from './arrivals';
import { Costs } from './costs';
import { judge } from './judge';
import { isGone, Ledger } from './ledger';
import { isReady, type Loaded } from './loaded';
import { changed, keyOf, type Moment, type Piece, type Player, type Reference, type Reports } from './piece';
import type { Verdict } from './results';
import { LAST, Turns } from './turns';

/** The performer rests when nothing has changed for so long, in ms. */
const REST = 2_000;

/**
 * Runs the channels one after the other, so that none disturbs another's measurement: loads what is new, compares
 * it with Python before any sample counts, then samples. What has been overtaken by a newer piece is dropped.
 * Only loading goes on beside it: a native build may take seconds and must not hold up the channels of the page.
 */
export class Conductor {
  private piece: Piece | undefined;
  private readonly queue = new Set<ChannelId>();
  /** Channels of the queue or at work that a change concerns: they come before those that only beat. */
  private readonly following = new Set<ChannelId>();
  private readonly costs = new Costs();
  private readonly loaded = new Map<ChannelId, Loaded>();
  /** Programs that gave nothing to time: a bomb is not set off again with every beat. */
  private readonly unplayable = new Map<ChannelId, Unplayable>();
  private readonly ledger: Ledger;
  private readonly arrivals: Arrivals;
  /** The beat that is played; undefined while nothing plays. */
  private moment: Moment | undefined;
  /** What has to be loaded waits in the lane of its provenance; lanes load at the same time. */
  private readonly working = new Set<Provenance>();
  /** Channels at work: none is in two lanes. */
  private readonly playing = new Set<ChannelId>();
  /** Measurements, one at a time. */
  private readonly turns = new Turns();
  private disposed = false;
  /** When the piece came, in ms of the timeline. */
  private since = 0;
  /** On a beat, channels take their turns in random order: what one leaves behind falls on all alike. */
  private readonly random: () => number;
  private readonly timeline: Timeline;

  constructor(
    private readonly players: Readonly<Record<ChannelId, Player>>,
    python: Reference,
    private readonly reports: Reports,
    private readonly visibility: Visibility,
    { seed = 1, timeline = WALL }: { readonly seed?: number; readonly timeline?: Timeline } = {},
  ) {
    this.random = seeded(seed);
    this.timeline = timeline;
    this.ledger = new Ledger(players, python, reports);
    this.arrivals = new Arrivals({
      players,
      reports,
      ledger: this.ledger,
      visibility,
      timeline,
      isOver: (id, loaded, piece) => this.loaded.get(id) !== loaded || this.overtaken(id, piece),
      fail: (id, error) => this.fail(id, error),
    });
  }

  /** Plays a new piece; channels that it does not change go on as they are. */
  perform(piece: Piece): void {
    const before = this.piece;
    this.piece = piece;
    this.since = this.timeline.now();
    for (const id of CHANNEL_IDS) {
      if (before && !changed(id, before, piece)) continue;
      this.queue.add(id);
      this.following.add(id);
    }
    this.start();
  }

  /** A beat: every channel is measured once more, or its run of the beat is expected. */
  beat(moment: Moment): void {
    this.moment = moment;
    const { piece } = this;
    if (!piece) return;
    this.ledger.secondChance();
    for (const id of CHANNEL_IDS) {
      if (!piece.audible[id]) continue;
      const loaded = this.loaded.get(id);
      if (piece.timing === 'response' && loaded && isReady(id, loaded, piece))
        this.arrivals.expect(id, loaded, piece, moment);
      else this.queue.add(id);
    }
    this.start();
  }

  /** Nothing plays any more: what is measured from now on belongs to no beat. */
  stop(): void {
    this.moment = undefined;
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.queue.clear();
    await Promise.all([...this.loaded.values()].map(({ instance }) => instance.close()));
    this.loaded.clear();
  }

  private start(): void {
    for (const lane of new Set([...this.queue].map((id) => this.laneOf(id)))) {
      if (this.working.has(lane) || this.disposed) continue;
      this.working.add(lane);
      void this.drain(lane);
    }
  }

  private async drain(lane: Provenance): Promise<void> {
    for (;;) {
      const id = this.next(
        [...this.queue].filter((each) => !this.playing.has(each) && this.laneOf(each) === lane),
      );
      const { piece } = this;
      if (id === undefined || !piece || this.disposed) {
        this.working.delete(lane);
        return;
      }
      this.queue.delete(id);
      this.playing.add(id);
      try {
        await this.play(id, piece);
      } catch (error) {
        this.fail(id, error);
      }
      this.playing.delete(id);
      if (this.queue.has(id)) this.start();
      else this.following.delete(id);
    }
  }

  /** What is loaded stands in one line, wherever it runs, so that the cheapest of all comes first. */
  private laneOf(id: ChannelId): Provenance {
    const code = this.piece?.codes[id];
    const isLoaded =
      this.piece && code?.ok && this.loaded.get(id)?.key === keyOf(id, code.emission, this.piece);
    return isLoaded ? 'live' : this.players[id].provenance;
  }

  /** The cheapest of those that follow a change, then the others at random. */
  private next(waiting: readonly ChannelId[]): ChannelId | undefined {
    const following = waiting.filter((id) => this.following.has(id));
    return this.costs.cheapest(following) ?? waiting[Math.floor(this.random() * waiting.length)];
  }

  private fail(id: ChannelId, error: unknown): void {
    this.reports.verdict(id, {
      kind: 'crashed',
      message: error instanceof Error ? error.message : String(error),
    });
    this.reports.silence(id);
    this.loaded.delete(id);
  }

  /** Settles when the performer rests: nothing has changed for a while, and every channel has followed. */
  async rested(): Promise<void> {
    while (!this.disposed) {
      const now = this.timeline.now();
      if (this.following.size === 0 && now >= this.since + REST) return;
      await this.timeline.until(this.following.size === 0 ? this.since + REST : now + REST);
    }
  }

  /**
   * Measures something that is not played, when the performer rests and no channel wants the turn.
   * @param work is told when something has changed, and should break off then
   */
  async aside<T>(work: (isOver: () => boolean) => Promise<T>): Promise<T> {
    await this.rested();
    return this.turns.take(LAST, () => work(() => this.following.size > 0));
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
    if (unplayable?.isFinal && isSame(unplayable, { key: keyOf(id, code.emission, piece), ...piece })) return;
    if (this.loaded.get(id)?.key !== keyOf(id, code.emission, piece)) {
      await this.timeline.until(this.since + player.settle);
      if (this.overtaken(id, piece)) return;
    }
    // Python answers beside the loading: both have to be there before anything can be compared.
    void this.ledger.answer(piece);
    const from = this.timeline.now();
    const loaded = await this.ready(id, code.emission, piece).catch(async (error: unknown) => {
      if (!wasTerminated(error)) throw error;
      // Python's answers come from the worker of its channel, which is ended when one takes too long.
      await this.ledger.answer(piece);
      return this.ready(id, code.emission, piece);
    });
    const loading = this.timeline.now() - from;
    if (this.overtaken(id, piece)) return;
    const follows = this.following.has(id);
    await this.turns.take(follows ? this.costs.expected(id) : LAST, async () => {
      const start = this.timeline.now();
      await this.measure(id, loaded, piece);
      if (follows && !this.overtaken(id, piece)) this.costs.took(id, loading + this.timeline.now() - start);
    });
  }

  private async measure(id: ChannelId, loaded: Loaded, piece: Piece): Promise<void> {
    const wasHidden = this.visibility.watch();
    const { sampling } = loaded;
    const first = loaded.agreed ? undefined : await this.verify(id, loaded, piece);
    if (!loaded.agreed || this.overtaken(id, piece)) {
      if (first) await this.ledger.record(id, piece, loaded.clock, first);
      return;
    }
    if (piece.timing === 'response') {
      if (first) this.arrivals.gather(id, loaded, first);
      if (this.moment) this.arrivals.expect(id, loaded, piece, this.moment, this.timeline.now());
      return;
    }
    const beat = this.moment?.beat;
    const milliseconds = await sampling.take(LIVE, () => this.overtaken(id, piece));
    if (this.overtaken(id, piece)) return;
    if (wasHidden()) {
      // A hidden tab is slowed down: what was measured says nothing about the program.
      sampling.restart();
      const voided = milliseconds.length;
      if (first) await this.ledger.record(id, piece, loaded.clock, { ...first, voided });
      return;
    }
    const runs = milliseconds.length * sampling.batch;
    const samples = { milliseconds, runs, timing: piece.timing, beat };
    this.reports.samples(id, samples, this.players[id].provenance, first !== undefined);
    if (!first) return;
    const { warming, settled, batch, warmUp } = sampling;
    const memory = await loaded.instance.memory?.();
    const run = { ...first, warming, settled, batch, warmUp: warmUp.class };
    await this.ledger.record(id, piece, loaded.clock, memory === undefined ? run : { ...run, memory });
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
      if (known.values !== piece.values) await known.instance.setInputs(piece.values);
      if (known.timing !== piece.timing) this.reports.silence(id);
      if (known.values !== piece.values || known.timing !== piece.timing) {
        known.values = piece.values;
        known.timing = piece.timing;
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
    const { values, timing } = piece;
    const loaded: Loaded = { key, instance, clock, sampling, values, timing, agreed: false };
    this.loaded.set(id, loaded);
    return loaded;
  }

  /** Runs once and compares with Python. @returns undefined when a newer piece has come */
  private async verify(id: ChannelId, loaded: Loaded, piece: Piece): Promise<WorkerRun | undefined> {
    const reference = await this.ledger.answer(piece);
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
      // A worker that was lost or late may have been starved by the machine: it gets a second chance.
      const before = this.unplayable.get(id);
      const isFinal = !isGone(outcome) || (before !== undefined && isSame(before, loaded));
      this.unplayable.set(id, { key: loaded.key, values: loaded.values, isFinal });
    }
    if (equal !== undefined) this.reports.checked(id, equal);
    if (isGone(outcome)) this.loaded.delete(id);
    loaded.agreed = playable;
    const subject = await this.ledger.subject(id, piece);
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

  private overtaken(id: ChannelId, piece: Piece): boolean {
    return (
      this.disposed || (this.piece !== undefined && this.piece !== piece && changed(id, piece, this.piece))
    );
  }
}

function wasTerminated(error: unknown): boolean {
  return error instanceof CallError && error.code === 'terminated';
}

/** A program with values that gave nothing to time. */
interface Unplayable {
  readonly key: string;
  readonly values: InputValues;
  /** It is not tried again until something changes. */
  readonly isFinal: boolean;
}

function isSame(one: Omit<Unplayable, 'isFinal'>, other: Omit<Unplayable, 'isFinal'>): boolean {
  return one.key === other.key && one.values === other.values;
}
