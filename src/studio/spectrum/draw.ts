import { CHANNEL_IDS, type ChannelId } from '../../session';
import { LOOKS } from '../backends';
import type { Surface } from '../canvas';
import { formatPercent, formatTime } from '../format';
import type { ChannelTelemetry } from '../telemetry';

/** What one bar shows; a frozen spectrum keeps these. */
export interface Bar {
  readonly id: ChannelId;
  /** Milliseconds, NaN without a sample. */
  readonly p50: number;
  readonly p95: number;
  /** 0–1, NaN before the first check. */
  readonly success: number;
  /** Runs that were compared with Python. */
  readonly checked: number;
  /** Runs timed on this visit. */
  readonly runs: number;
  /** Samples that p50 and p95 are of. */
  readonly samples: number;
  /** Bytes, NaN where the runtime can't say. */
  readonly memory: number;
  readonly provenance: ChannelTelemetry['provenance'];
  readonly recorded: ChannelTelemetry['recorded'];
  /** A word in place of the bar: refused, not run here, muted. */
  readonly remark: string;
}

/** Milliseconds at both ends of a logarithmic axis. */
export type Domain = readonly [low: number, high: number];

/** CSS pixels, before the interface's scale; the style sheet lays the bars' buttons over the same places. */
const AXIS = 54;
const RIGHT = 8;
const FOOT = 40;
const HEAD = 22;

export const FONT = '"JetBrains Mono Variable", monospace';

/** The decades that hold all values, at least three so that a small difference looks small. */
export function decades(values: readonly number[]): Domain {
  const present = values.filter((value) => Number.isFinite(value) && value > 0);
  if (present.length === 0) return [0.01, 100];
  let low = Math.floor(Math.log10(Math.min(...present)) - 0.2);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...present)) + 0.05));
  low = Math.min(low, high - 3);
  return [10 ** low, 10 ** high];
}

/** Where a value lies on a logarithmic axis: 0 at its low end, 1 at its high end, clamped. */
export function logShare(value: number, [low, high]: Domain): number {
  return Math.min(1, Math.max(0, Math.log(value / low) / Math.log(high / low)));
}

/** The heights that are drawn, which glide after the bars' own: p50 and p95 of each channel in turn, in ms. */
export type Heights = Float64Array;

export interface Marks {
  /** The period of each channel's first resonance in s; NaN where it has none. */
  readonly periods: ArrayLike<number>;
  /** The channel under the pointer or in focus. */
  readonly chosen: ChannelId | undefined;
}

/** Draws the bars: p50 filled, p95 a line, success below, on a log axis of milliseconds. */
export function drawBars(
  surface: Surface,
  bars: readonly Bar[],
  heights: Heights,
  domain: Domain,
  marks: Marks,
): void {
  const { context, width, height, scale } = surface;
  context.clearRect(0, 0, width, height);
  context.font = `${11 * scale}px ${FONT}`;
  context.textBaseline = 'middle';
  drawAxis(surface, domain);
  const slot = (width - (AXIS + RIGHT) * scale) / CHANNEL_IDS.length;
  for (let i = 0; i < bars.length; i++) {
    const each = bars[i];
    if (!each) continue;
    const left = AXIS * scale + slot * i;
    if (each.id === marks.chosen) {
      context.fillStyle = surface.color('--raised');
      context.fillRect(left, 0, slot, height);
    }
    drawBar(surface, each, left + slot / 2, Math.min(64 * scale, slot * 0.7), heights, domain);
    drawPeriod(surface, marks.periods[i] ?? Number.NaN, left + slot / 2, yOf(surface, each.p95, domain));
    drawFoot(surface, each, left + slot / 2, slot);
  }
}

function yOf({ height, scale }: Surface, value: number, domain: Domain): number {
  const bottom = height - FOOT * scale;
  return bottom - logShare(value, domain) * (bottom - HEAD * scale);
}

function drawAxis(surface: Surface, domain: Domain): void {
  const { context, color, scale, width } = surface;
  context.textAlign = 'right';
  context.lineWidth = 1;
  context.strokeStyle = color('--line');
  context.fillStyle = color('--muted');
  for (let tick = domain[0]; tick <= domain[1] * 1.001; tick *= 10) {
    const { value, unit } = formatTime(tick);
    const at = Math.round(yOf(surface, tick, domain)) + 0.5;
    context.beginPath();
    context.moveTo(AXIS * scale, at);
    context.lineTo(width - RIGHT * scale, at);
    context.stroke();
    context.fillText(`${Number(value)} ${unit}`, (AXIS - 6) * scale, at);
  }
}

function drawBar(
  surface: Surface,
  each: Bar,
  centre: number,
  bar: number,
  heights: Heights,
  domain: Domain,
): void {
  const { context, color, scale } = surface;
  const place = 2 * CHANNEL_IDS.indexOf(each.id);
  const [p50, p95] = [heights[place] ?? Number.NaN, heights[place + 1] ?? Number.NaN];
  const bottom = yOf(surface, domain[0], domain);
  if (!Number.isFinite(p50)) {
    context.fillStyle = color('--dim');
    context.save();
    context.translate(centre, bottom - 10 * scale);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'left';
    context.fillText(each.remark, 0, 0);
    context.restore();
    return;
  }
  const hue = color(`--${each.id}`);
  const left = centre - bar / 2;
  const top = Math.min(yOf(surface, p50, domain), bottom - 2);
  context.beginPath();
  context.roundRect(left, top, bar, bottom - top, [3 * scale, 3 * scale, 0, 0]);
  if (each.provenance === 'recorded') {
    context.strokeStyle = hue;
    context.lineWidth = 1.5 * scale;
    context.stroke();
  } else {
    context.globalAlpha = 0.82;
    context.fillStyle = hue;
    context.fill();
    context.globalAlpha = 1;
  }
  const line = yOf(surface, p95, domain);
  context.strokeStyle = hue;
  context.lineWidth = 2 * scale;
  context.beginPath();
  context.moveTo(left - 3 * scale, line);
  context.lineTo(left + bar + 3 * scale, line);
  context.stroke();
}

/** The flag of a resonance above its bar. */
function drawPeriod({ context, color, scale }: Surface, period: number, centre: number, above: number): void {
  if (!Number.isFinite(period)) return;
  const text = formatPeriod(period);
  const width = context.measureText(text).width + 12 * scale;
  const top = Math.max(2, above - 22 * scale);
  context.beginPath();
  context.roundRect(centre - width / 2, top, width, 17 * scale, 8.5 * scale);
  context.fillStyle = color('--panel');
  context.fill();
  context.strokeStyle = color('--warn');
  context.lineWidth = scale;
  context.stroke();
  context.fillStyle = color('--warn');
  context.textAlign = 'center';
  context.fillText(text, centre, top + 9 * scale);
}

/** Seconds with two digits that count. */
export function formatPeriod(seconds: number): string {
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

function drawFoot(surface: Surface, each: Bar, centre: number, slot: number): void {
  const { context, color, scale, height } = surface;
  const bottom = height - FOOT * scale;
  context.textAlign = 'center';
  context.fillStyle = color(Number.isFinite(each.p50) ? '--soft' : '--dim');
  context.fillText(LOOKS[each.id].short, centre, bottom + 14 * scale);
  if (!Number.isFinite(each.success)) return;
  const text = formatPercent(each.success);
  const width = context.measureText(text).width;
  const perfect = each.success === 1;
  const at = bottom + 30 * scale;
  const light = 12 * scale;
  const isRoomy = width + 2 * light < slot;
  // In a narrow slot the light says that all is well, and the figure that it isn't.
  if (isRoomy || !perfect) {
    context.fillStyle = color(perfect ? '--muted' : '--bad');
    context.fillText(text, isRoomy ? centre + light / 2 : centre, at);
  }
  if (isRoomy) drawLight(surface, centre - width / 2 - light / 4, at, perfect);
  else if (perfect) drawLight(surface, centre, at, perfect);
}

/** Round when all is well, square when not: the colour is not the only sign. */
function drawLight({ context, color, scale }: Surface, x: number, y: number, perfect: boolean): void {
  context.fillStyle = color(perfect ? '--on' : '--bad');
  context.beginPath();
  if (perfect) context.arc(x, y, 3.5 * scale, 0, 2 * Math.PI);
  else context.rect(x - 3 * scale, y - 3 * scale, 6 * scale, 6 * scale);
  context.fill();
}
