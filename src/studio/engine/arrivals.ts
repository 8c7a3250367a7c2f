import { arrive, type Timeline, type Visibility, type WorkerRun } from '../../measure';
import { CHANNEL_IDS, type ChannelId } from '../../session';
import type { Ledger } from './ledger';
import type { Loaded } from './loaded';
import type { Moment, Piece, Player, Reports } from './piece';

/** Runs of a channel that may wait in line; a program slower than its beats would gather them without end. */
const LONGEST_LINE = 8;
/** Arrivals that make a measurement. */
const ARRIVALS = 16;

export interface ArrivalsOptions {
  readonly players: Readonly<Record<ChannelId, Player>>;
  readonly reports: Reports;
  readonly ledger: Ledger;
  readonly visibility: Visibility;
  readonly timeline: Timeline;
  /** Whether something newer has taken a program's place. */
  isOver(id: ChannelId, loaded: Loaded, piece: Piece): boolean;
  fail(id: ChannelId, error: unknown): void;
}

/**
 * Response time as on a stage: every channel is a server of its own, its runs come on the beat whether or not the one
 * before has ended, wait in line if it has not, and are timed from when they should have started.
 */
export class Arrivals {
  private readonly lines = new Map<ChannelId, { waiting: number; tail: Promise<void> }>();

  constructor(private readonly options: ArrivalsOptions) {}

  /** Begins to gather response times; those before the change are forgotten. */
  gather(id: ChannelId, loaded: Loaded, run: WorkerRun): void {
    const { reports, players } = this.options;
    loaded.unrecorded = { run, times: [] };
    const none = { milliseconds: [], runs: 0, timing: 'response', beat: undefined } as const;
    reports.samples(id, none, players[id].provenance, true);
  }

  /**
   * Expects the channel's run of a beat, once.
   * @param earliest ms of the timeline, for a program that was built only after its place in the beat: building is no
   * time of its run
   */
  expect(id: ChannelId, loaded: Loaded, piece: Piece, moment: Moment, earliest = -Infinity): void {
    if (loaded.expected === moment) return;
    loaded.expected = moment;
    const { timeline, visibility, isOver, fail } = this.options;
    const line = this.lines.get(id) ?? { waiting: 0, tail: Promise.resolve() };
    this.lines.set(id, line);
    if (line.waiting >= LONGEST_LINE) return;
    line.waiting++;
    const wasHidden = visibility.watch();
    const intended = Math.max(placeInBeat(id, piece, moment), earliest);
    line.tail = line.tail
      .then(() => arrive(loaded.instance, intended, timeline))
      .then(async ({ time }) => {
        // A hidden tab is slowed down: what was measured says nothing about the program.
        if (!wasHidden() && !isOver(id, loaded, piece))
          await this.arrived(id, loaded, piece, moment.beat, time);
      })
      .catch((error: unknown) => {
        if (!isOver(id, loaded, piece)) fail(id, error);
      })
      .then(() => void line.waiting--);
  }

  private async arrived(
    id: ChannelId,
    loaded: Loaded,
    piece: Piece,
    beat: number,
    time: number,
  ): Promise<void> {
    const { reports, players, ledger } = this.options;
    const samples = { milliseconds: [time], runs: 1, timing: 'response', beat } as const;
    reports.samples(id, samples, players[id].provenance, false);
    const { unrecorded } = loaded;
    if (!unrecorded || unrecorded.times.push(time) < ARRIVALS) return;
    delete loaded.unrecorded;
    await ledger.record(id, piece, loaded.clock, { ...unrecorded.run, settled: unrecorded.times });
  }
}

/** Channels come one after the other within the beat, evenly, so that none has to wait for another's processor. */
function placeInBeat(id: ChannelId, { audible }: Piece, { due, length }: Moment): number {
  const playing = CHANNEL_IDS.filter((each) => audible[each]);
  return due + ((playing.indexOf(id) + 1) / (playing.length + 1)) * length;
}
