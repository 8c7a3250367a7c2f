import { CHANNEL_IDS } from '../../session';
import type { Surface } from '../canvas';
import { type ForecastBand, shownPart } from '../forecasts';
import { traces } from '../trace';
import type { TimeWindow } from './window';

/** The decades of latency that the row shows, in ms. */
export interface TraceRange {
  readonly low: number;
  readonly high: number;
}

/** An interval widens the axis by so many times at most to either side; what is wider leaves the row at its edge. */
const REACH = 10;

/** The range of everything measured or forecast in the window; undefined when there is nothing. */
export function traceRange(
  { start, beats }: TimeWindow,
  forecasts: readonly ForecastBand[],
): TraceRange | undefined {
  let [low, high] = [Infinity, 0];
  for (const id of CHANNEL_IDS) {
    const trace = traces[id];
    for (let beat = Math.floor(start); beat < start + beats; beat++) {
      const p50 = trace.p50(beat);
      if (Number.isNaN(p50)) continue;
      low = Math.min(low, p50);
      high = Math.max(high, trace.p95(beat));
    }
  }
  for (const { steps } of forecasts) {
    for (const step of steps) {
      low = Math.min(low, Math.max(step.low, step.p50 / REACH));
      high = Math.max(high, Math.min(step.high, step.p50 * REACH));
    }
  }
  if (high === 0) return undefined;
  return { low: 10 ** Math.floor(Math.log10(low)), high: 10 ** Math.ceil(Math.log10(high * 1.0001)) };
}

/** px between the lines of a hatch, which says that nothing was measured. */
const HATCH = 5;

/** How far forecasts are shown. */
export interface Look {
  /** Beat of the pointer or the playhead. */
  readonly head: number;
  /** Beats. */
  readonly ahead: number;
}

/**
 * Draws what every channel measured over the beats, the median as a line and the tail as a thin one above it, and what
 * is forecast from where the performer looks: the interval hatched, the median dashed.
 */
export function drawTrace(
  surface: Surface,
  window: TimeWindow,
  range: TraceRange | undefined,
  forecasts: readonly ForecastBand[],
  look: Look,
): void {
  const { context, width, height, color, scale } = surface;
  context.clearRect(0, 0, width, height);
  if (!range) return;
  const x = (beat: number): number => ((beat - window.start) / window.beats) * width;
  const span = Math.log(range.high / range.low);
  const pad = 3 * scale;
  const y = (ms: number): number => pad + (1 - Math.log(ms / range.low) / span) * (height - 2 * pad);

  context.strokeStyle = color('--line');
  context.lineWidth = 1;
  for (let decade = range.low; decade <= range.high * 1.0001; decade *= 10) {
    context.beginPath();
    context.moveTo(0, Math.round(y(decade)) + 0.5);
    context.lineTo(width, Math.round(y(decade)) + 0.5);
    context.stroke();
  }

  for (const band of forecasts) drawBand(surface, band, look, x, y);

  for (const id of CHANNEL_IDS) {
    const trace = traces[id];
    context.strokeStyle = color(`--${id}`);
    for (const isTail of [true, false]) {
      context.lineWidth = (isTail ? 0.8 : 1.8) * scale;
      context.globalAlpha = isTail ? 0.6 : 1;
      context.beginPath();
      let isDrawing = false;
      for (let beat = Math.floor(window.start); beat <= window.start + window.beats; beat++) {
        const ms = isTail ? trace.p95(beat) : trace.p50(beat);
        if (Number.isNaN(ms)) {
          isDrawing = false;
          continue;
        }
        // A figure stands for its beat: one alone is a dash, neighbours make a line.
        if (isDrawing) context.lineTo(x(beat), y(ms));
        else context.moveTo(x(beat), y(ms));
        context.lineTo(x(beat + 0.5), y(ms));
        isDrawing = true;
      }
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function drawBand(
  { context, color, scale }: Surface,
  { channel, steps }: ForecastBand,
  { head, ahead }: Look,
  x: (beat: number) => number,
  y: (ms: number) => number,
): void {
  for (const step of steps) {
    const part = shownPart(step, head, ahead);
    if (!part) continue;
    const [left, right] = [x(part.from), x(part.to)];
    const [top, bottom] = [y(step.high), Math.max(y(step.low), y(step.high) + 2 * scale)];
    context.strokeStyle = color(`--${channel}`);
    context.fillStyle = color(`--${channel}`);
    context.globalAlpha = 0.1;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 0.55;
    context.lineWidth = 1;
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    context.beginPath();
    const rise = bottom - top;
    // The lines stand still while the band grows and shrinks: their places count from the left end of the canvas.
    const every = HATCH * scale;
    for (let at = Math.floor((left - rise) / every) * every; at < right; at += every) {
      context.moveTo(at, bottom);
      context.lineTo(at + rise, top);
    }
    context.stroke();
    context.restore();
    context.globalAlpha = 1;
    context.strokeStyle = color('--warn');
    context.lineWidth = 1.4 * scale;
    context.setLineDash(DASH);
    context.beginPath();
    context.moveTo(left, y(step.p50));
    context.lineTo(right, y(step.p50));
    context.stroke();
    context.setLineDash(SOLID);
  }
}

const DASH = [4, 3];
const SOLID: number[] = [];
