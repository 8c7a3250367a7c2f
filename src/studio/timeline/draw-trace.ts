import { CHANNEL_IDS } from '../../session';
import type { Surface } from '../canvas';
import { traces } from '../trace';
import type { ForecastBand } from './scrub';
import type { TimeWindow } from './window';

/** The decades of latency that the row shows, in ms. */
export interface TraceRange {
  readonly low: number;
  readonly high: number;
}

/** The range of everything measured in the window; undefined when nothing was. */
export function traceRange({ start, beats }: TimeWindow): TraceRange | undefined {
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
  if (high === 0) return undefined;
  return { low: 10 ** Math.floor(Math.log10(low)), high: 10 ** Math.ceil(Math.log10(high * 1.0001)) };
}

/** Draws what every channel measured over the beats: the median as a line, the tail as a thin one above it. */
export function drawTrace(
  surface: Surface,
  window: TimeWindow,
  range: TraceRange | undefined,
  forecasts: readonly ForecastBand[],
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

  for (const { channel, points } of forecasts) {
    context.fillStyle = color(`--${channel}`);
    context.globalAlpha = 0.18;
    context.beginPath();
    for (const { beat, high } of points) context.lineTo(x(beat), y(high));
    for (let index = points.length - 1; index >= 0; index--) {
      const point = points[index];
      if (point) context.lineTo(x(point.beat), y(point.low));
    }
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = color('--warn');
    context.setLineDash([4 * scale, 3 * scale]);
    context.beginPath();
    for (const { beat, p50 } of points) context.lineTo(x(beat), y(p50));
    context.stroke();
    context.setLineDash([]);
  }

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
