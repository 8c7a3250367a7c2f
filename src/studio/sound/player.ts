import {
  ClockMap,
  drumScore,
  type Live,
  openAudio,
  STEPS_PER_BEAT,
  type Step,
  score,
  stepsBetween,
} from '../../audio';
import { CHANNEL_IDS } from '../../session';
import { effective } from '../effective';
import { onTick, transportNow, transportState } from '../transport';
import { answeredBooleans, deskOf, partOf } from './parts';

/** Seconds that are scheduled ahead of what is heard: longer than any task of the page, short enough to be played on. */
const AHEAD = 0.12;
/** Seconds by which a step may come too late and is played at once; later than that it is left out. */
const TOO_LATE = 0.08;
/** Nothing is scheduled closer to the device's present than this, in seconds. */
const MARGIN = 0.005;

const seconds = (): number => performance.now() / 1000;

/**
 * Plays what the transport passes. The transport is the master: it ticks in a worker, also in a hidden tab; the audio
 * clock is followed through a map, and steps that a stall swallowed are left out, not caught up with.
 */
export class Player {
  private readonly map = new ClockMap();
  private scheduledUntil = 0;
  private last: Step = { index: -1, time: 0 };
  private readonly stops: (() => void)[];
  /** Steps handed to the instruments. */
  played = 0;
  /** Steps that came too late and were left out. */
  dropped = 0;

  private constructor(private readonly live: Live) {
    this.scheduledUntil = seconds();
    this.stops = [
      effective.subscribe((document) => live.desk.set(deskOf(document))),
      onTick(() => this.tick()),
      transportState.subscribe((now, before) => {
        if (now.playing && !before.playing) this.begin();
        else if (!now.playing && before.playing) this.end();
        else if (now.jumps !== before.jumps) this.jump();
      }),
    ];
    if (transportNow().playing) this.begin();
  }

  static async open(): Promise<{ readonly live: Live; readonly start: () => Player }> {
    const live = await openAudio(deskOf(effective.getState()));
    return { live, start: () => new Player(live) };
  }

  /** Ends playing; the desk stays. */
  stop(): void {
    for (const stop of this.stops) stop();
    this.live.desk.hush();
  }

  private begin(): void {
    this.live.desk.set(deskOf(effective.getState()));
    this.live.desk.open();
  }

  /** What was scheduled ahead does not sound any more; the next play schedules from where it begins. */
  private end(): void {
    this.live.desk.hush();
    this.forget(0);
  }

  /** The playhead stands elsewhere: what was scheduled from there does not sound any more. */
  private jump(): void {
    this.live.desk.drop();
    this.forget(transportNow().anchorTime);
  }

  /** @param until when scheduling goes on, on the page's clock: the step on which the transport begins is still to come */
  private forget(until: number): void {
    this.scheduledUntil = until;
    this.last = { index: -1, time: 0 };
  }

  private tick(): void {
    const reading = this.live.read();
    if (!reading) {
      this.scheduledUntil = seconds();
      return;
    }
    this.map.read(reading);
    const now = seconds();
    const heardNow = this.map.audioAt(now);
    if (heardNow === undefined) return;
    const present = this.live.now();
    // What is scheduled now is heard after the device's latency; the horizon lies behind it.
    const until = now + Math.max(0, present - heardNow) + AHEAD;
    // Beyond what is played late there is nothing to look back for.
    const from = Math.max(this.scheduledUntil, now - TOO_LATE);
    const transport = transportNow();
    const stepSeconds = 60 / transport.tempo / STEPS_PER_BEAT;
    for (const step of stepsBetween(transport, from, until)) {
      const time = heardNow + (step.time - now);
      if (time < present - TOO_LATE) this.dropped++;
      else if (!this.isRepeated(step, stepSeconds)) {
        this.play(step.index, Math.max(time, present + MARGIN), stepSeconds);
        this.last = step;
      }
    }
    this.scheduledUntil = until;
  }

  /** After a change of tempo the step that was scheduled last may lie ahead once more. */
  private isRepeated({ index, time }: Step, stepSeconds: number): boolean {
    return index === this.last.index && Math.abs(time - this.last.time) < stepSeconds / 2;
  }

  private play(step: number, time: number, stepSeconds: number): void {
    const document = effective.getState();
    const { desk } = this.live;
    this.played++;
    for (const id of CHANNEL_IDS) {
      for (const event of score(partOf(id, document), step, stepSeconds)) desk.play(id, event, time);
    }
    if (!document.sound.drums.on) return;
    for (const hit of drumScore(document.sound.drums.rows, answeredBooleans(), step)) desk.strike(hit, time);
  }
}
