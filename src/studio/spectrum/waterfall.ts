import { CHANNEL_IDS, type ChannelId, perChannel } from '../../session';
import { formatTime } from '../format';
import { strings } from '../strings';
import type { Turns } from '../turns';
import { type Domain, logShare } from './draw';
import type { LanePainter, LaneSurface } from './LaneChart';

/** What the waterfall looks back on, in ms. */
export const WINDOW = 60_000;
/** Where motion is not wanted, it moves on only so often, in ms. */
const CALM_STEP = 1000;
/** A lane's scale spans at least this factor, so that noise is not blown up to a drama. */
const SMALLEST_SPAN = 4;

interface Source {
  readonly turns: Readonly<Record<ChannelId, Turns>>;
  /** ms on the page's clock; undefined runs on. */
  readonly taken: number | undefined;
}

/**
 * The last minute as it passes: time from left to right, a lane for each channel, in it each turn's median dark and the
 * band from its fastest sample to its p95. What is drawn is moved, not drawn again.
 */
export function createWaterfall({ turns, taken }: Source, isCalm: () => boolean): LanePainter {
  const drawn = perChannel(() => 0);
  const domains: Record<ChannelId, Domain> = perChannel(() => [Number.NaN, Number.NaN] as const);
  /** The device pixel of time at the right edge. */
  let edge = 0;

  const now = (): number => taken ?? performance.now();
  const pixels = ({ context }: LaneSurface): number => context.canvas.width / WINDOW;

  function drawTurn(surface: LaneSurface, index: number, id: ChannelId, turn: number): void {
    const { context, width, lane, color, scale } = surface;
    const series = turns[id];
    const right = width - ((edge - series.time(turn) * pixels(surface)) * width) / context.canvas.width;
    const bottom = (index + 1) * lane - 2;
    const room = lane - 4;
    const y = (value: number): number => bottom - logShare(value, domains[id]) * room;
    const thick = 3 * scale;
    if (turn > series.first && series.epochOf(turn) !== series.epochOf(turn - 1)) {
      context.fillStyle = color('--muted');
      context.fillRect(right - thick - 2, index * lane + 1, 1, lane - 2);
    }
    context.fillStyle = color(`--${id}`);
    context.globalAlpha = 0.4;
    const high = y(series.p95(turn));
    context.fillRect(right - thick, high, thick, Math.max(1, y(series.low(turn)) - high));
    context.globalAlpha = 1;
    context.fillRect(right - thick, y(series.p50(turn)) - scale, thick, 2 * scale);
  }

  function drawLane(surface: LaneSurface, index: number, id: ChannelId, from: number): void {
    for (let turn = from; turn < turns[id].total; turn++) drawTurn(surface, index, id, turn);
    drawn[id] = turns[id].total;
  }

  /** Draws a lane anew where its scale has changed. @returns whether it did */
  function rescale(surface: LaneSurface, index: number, id: ChannelId): boolean {
    const series = turns[id];
    const from = firstSince(series, now() - WINDOW);
    const [low, high] = range(series, from);
    const [lowest, highest] = domains[id];
    const fits = low >= lowest && high <= highest;
    const isLoose = high / low < Math.sqrt(highest / lowest) / SMALLEST_SPAN;
    if (series.total === from || (fits && !isLoose)) return false;
    const middle = Math.sqrt(low * high);
    const half = Math.max(Math.sqrt(SMALLEST_SPAN), Math.sqrt(high / low) * 1.25);
    domains[id] = [middle / half, middle * half];
    surface.note(index, rangeText(domains[id]));
    surface.context.clearRect(0, index * surface.lane, surface.width, surface.lane);
    drawLane(surface, index, id, from);
    return true;
  }

  function move(surface: LaneSurface): void {
    const { context } = surface;
    const next = Math.floor(now() * pixels(surface));
    const step = next - edge;
    if (step <= 0) return;
    edge = next;
    context.save();
    context.resetTransform();
    context.globalCompositeOperation = 'copy';
    context.drawImage(context.canvas, -step, 0);
    context.restore();
  }

  return {
    reset(surface) {
      edge = Math.floor(now() * pixels(surface));
      surface.context.clearRect(0, 0, surface.width, surface.height);
      surface.ticks(strings.spectrum.minute);
      CHANNEL_IDS.forEach((id, index) => {
        domains[id] = [Number.NaN, Number.NaN];
        drawn[id] = turns[id].total;
        if (!rescale(surface, index, id)) surface.note(index, '');
      });
    },
    frame(surface) {
      if (taken !== undefined) return;
      if (isCalm() && now() * pixels(surface) - edge < CALM_STEP * pixels(surface)) return;
      move(surface);
      for (let index = 0; index < CHANNEL_IDS.length; index++) {
        const id = CHANNEL_IDS[index];
        if (id === undefined || drawn[id] === turns[id].total) continue;
        if (!rescale(surface, index, id)) drawLane(surface, index, id, Math.max(drawn[id], turns[id].first));
      }
    },
  };
}

/** The first turn that is kept and not before `time`. */
export function firstSince(turns: Turns, time: number): number {
  let turn = turns.total;
  while (turn > turns.first && turns.time(turn - 1) >= time) turn--;
  return turn;
}

function range(turns: Turns, from: number): Domain {
  let low = Infinity;
  let high = 0;
  for (let turn = from; turn < turns.total; turn++) {
    low = Math.min(low, turns.low(turn));
    high = Math.max(high, turns.p95(turn));
  }
  return [low, high];
}

function rangeText([low, high]: Domain): string {
  const [from, to] = [formatTime(low), formatTime(high)];
  return from.unit === to.unit
    ? `${from.value}–${to.value} ${to.unit}`
    : `${from.value} ${from.unit}–${to.value} ${to.unit}`;
}
