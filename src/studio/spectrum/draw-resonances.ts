import { FEWEST_VALUES, type Periodogram } from '../../measure';
import { CHANNEL_IDS, type ChannelId } from '../../session';
import { strings } from '../strings';
import type { Turns } from '../turns';
import { FONT, formatPeriod } from './draw';
import type { LanePainter, LaneSurface } from './LaneChart';
import type { Resonances } from './resonances';

/** dB against the noise: what the lanes span. */
const FLOOR = -8;
const CEILING = 18;

interface Source {
  readonly resonances: Resonances;
  readonly turns: Readonly<Record<ChannelId, Turns>>;
  /** Changes when any of it does. */
  version(): number;
}

/**
 * The power of each channel's latency series over frequency, in dB against the noise that is expected there; what noise
 * alone reaches once in a hundred series is dashed, and what stands out of it is filled and named.
 */
export function createResonances({ resonances, turns, version }: Source): LanePainter {
  let drawn = Number.NaN;
  function draw(surface: LaneSurface): void {
    surface.context.clearRect(0, 0, surface.width, surface.height);
    const widest = highestFrequency(resonances);
    surface.ticks(TICKS.map((share) => strings.spectrum.tick(share * widest)));
    CHANNEL_IDS.forEach((id, index) => {
      const found = resonances[id];
      if (found) drawLane(surface, index, id, found, widest);
      else drawWaiting(surface, index, turns[id]);
      surface.note(index, found ? strings.spectrum.rate(found.rate) : '');
    });
  }

  return {
    reset(surface) {
      drawn = version();
      draw(surface);
    },
    frame(surface) {
      const now = version();
      if (now === drawn) return;
      drawn = now;
      draw(surface);
    },
  };
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** The right end of the axis in Hz: the power of two that holds half of every rate. */
function highestFrequency(resonances: Resonances): number {
  const halves = CHANNEL_IDS.map((id) => (resonances[id]?.rate ?? 0) / 2);
  // A rate is measured, and a little over or under what the tempo gives.
  return 2 ** Math.ceil(Math.log2(Math.max(0.25, ...halves) / 1.1));
}

function drawLane(
  { context, color, scale, width, lane }: LaneSurface,
  index: number,
  id: ChannelId,
  { frequencies, power, threshold, peaks }: Periodogram,
  widest: number,
): void {
  const bottom = (index + 1) * lane - 1;
  const x = (frequency: number): number => (frequency / widest) * width;
  const y = (value: number): number => {
    const decibels = 10 * Math.log10(Math.max(value, 1e-9));
    const share = (Math.min(CEILING, Math.max(FLOOR, decibels)) - FLOOR) / (CEILING - FLOOR);
    return bottom - share * (lane - 3);
  };
  const line = y(threshold);
  context.beginPath();
  context.moveTo(x(frequencies[0] ?? 0), bottom);
  frequencies.forEach((frequency, i) => {
    context.lineTo(x(frequency), y(power[i] ?? 0));
  });
  context.lineTo(x(frequencies.at(-1) ?? 0), bottom);
  context.closePath();
  context.fillStyle = color(`--${id}`);
  context.globalAlpha = 0.28;
  context.fill();
  // Over the line: solid.
  context.save();
  context.clip();
  context.globalAlpha = 1;
  context.fillRect(0, index * lane, width, line - index * lane);
  context.restore();
  context.globalAlpha = 1;

  context.strokeStyle = color('--muted');
  context.lineWidth = 1;
  context.setLineDash([4 * scale, 4 * scale]);
  context.beginPath();
  context.moveTo(x(frequencies[0] ?? 0), Math.round(line) + 0.5);
  context.lineTo(x(frequencies.at(-1) ?? 0), Math.round(line) + 0.5);
  context.stroke();
  context.setLineDash([]);

  context.font = `${11 * scale}px ${FONT}`;
  context.textBaseline = 'middle';
  for (const { frequency, period, harmonicOf } of peaks) {
    if (harmonicOf !== undefined) continue;
    const text = strings.spectrum.resonance(formatPeriod(period), frequency.toFixed(2));
    const isRight = x(frequency) > width / 2;
    context.textAlign = isRight ? 'right' : 'left';
    const at = x(frequency) + (isRight ? -8 : 8) * scale;
    const middle = index * lane + Math.min(lane / 2, 10 * scale);
    context.lineWidth = 4 * scale;
    context.strokeStyle = color('--panel');
    context.strokeText(text, at, middle);
    context.fillStyle = color('--warn');
    context.fillText(text, at, middle);
  }
}

function drawWaiting({ context, color, scale, lane }: LaneSurface, index: number, turns: Turns): void {
  const has = turns.total - turns.firstOfEpoch;
  context.font = `${11 * scale}px ${FONT}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = color('--dim');
  const text = has < FEWEST_VALUES ? strings.spectrum.tooFew(has, FEWEST_VALUES) : strings.spectrum.tooEven;
  context.fillText(text, 8 * scale, (index + 0.5) * lane);
}
