import { scaleLog } from 'd3';
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
  readonly provenance: ChannelTelemetry['provenance'];
  /** A word in place of the bar: refused, not run here, muted. */
  readonly remark: string;
}

const AXIS = 48;
const FOOT = 40;
const HEAD = 14;

/** The decades that hold all bars, at least three so that a small difference looks small. */
export function decades(values: readonly number[]): readonly [number, number] {
  const present = values.filter((value) => Number.isFinite(value) && value > 0);
  if (present.length === 0) return [0.01, 100];
  let low = Math.floor(Math.log10(Math.min(...present)) - 0.2);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...present)) + 0.05));
  low = Math.min(low, high - 3);
  return [10 ** low, 10 ** high];
}

/** Draws the spectrum: p50 filled, p95 a line, success below, on a log axis of milliseconds. */
export function drawSpectrum(
  surface: Surface,
  bars: readonly Bar[],
  domain: readonly [number, number],
): void {
  const { context, width, height, color, scale } = surface;
  context.clearRect(0, 0, width, height);
  const axis = AXIS * scale;
  const bottom = height - FOOT * scale;
  const y = scaleLog(domain, [bottom, HEAD * scale]).clamp(true);
  const small = `${10.5 * scale}px "JetBrains Mono Variable", monospace`;

  context.font = small;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (let tick = domain[0]; tick <= domain[1] * 1.001; tick *= 10) {
    const { value, unit } = formatTime(tick);
    const at = Math.round(y(tick)) + 0.5;
    context.strokeStyle = color('--line');
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(axis + 6, at);
    context.lineTo(width - 10, at);
    context.stroke();
    context.fillStyle = color('--muted');
    context.fillText(`${Number(value)} ${unit}`, axis, at);
  }

  const slot = (width - axis - 16) / CHANNEL_IDS.length;
  const bar = Math.min(64 * scale, slot * 0.72);
  bars.forEach((each, index) => {
    const centre = axis + 10 + slot * (index + 0.5);
    drawBar(surface, each, { centre, bar, bottom, y });
    drawFoot(surface, each, centre, bottom);
  });
}

interface Place {
  readonly centre: number;
  readonly bar: number;
  readonly bottom: number;
  readonly y: (value: number) => number;
}

function drawBar({ context, color, scale }: Surface, each: Bar, { centre, bar, bottom, y }: Place): void {
  const hue = color(`--${each.id}`);
  const left = centre - bar / 2;
  if (!Number.isFinite(each.p50)) {
    context.fillStyle = color('--dim');
    context.textAlign = 'center';
    context.save();
    context.translate(centre, bottom - 10 * scale);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'left';
    context.fillText(each.remark, 0, 0);
    context.restore();
    return;
  }
  const top = Math.min(y(each.p50), bottom - 2);
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
  context.strokeStyle = hue;
  context.lineWidth = 2 * scale;
  context.beginPath();
  context.moveTo(left - 3, y(each.p95));
  context.lineTo(left + bar + 3, y(each.p95));
  context.stroke();
}

function drawFoot({ context, color, scale }: Surface, each: Bar, centre: number, bottom: number): void {
  const live = Number.isFinite(each.success);
  context.textAlign = 'center';
  context.fillStyle = color(Number.isFinite(each.p50) ? '--soft' : '--dim');
  context.fillText(LOOKS[each.id].short, centre, bottom + 14 * scale);
  if (!live) return;
  const text = formatPercent(each.success);
  const width = context.measureText(text).width;
  const perfect = each.success === 1;
  const at = bottom + 30 * scale;
  context.fillStyle = color(perfect ? '--muted' : '--bad');
  context.fillText(text, centre + 6 * scale, at);
  const light = centre - width / 2 - 3 * scale;
  context.fillStyle = color(perfect ? '--on' : '--bad');
  context.beginPath();
  // Round when all is well, square when not: the colour is not the only sign.
  if (perfect) context.arc(light, at, 3.5 * scale, 0, 2 * Math.PI);
  else context.rect(light - 3 * scale, at - 3 * scale, 6 * scale, 6 * scale);
  context.fill();
}
