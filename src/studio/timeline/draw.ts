import type { Loop } from '../../clock';
import { BEATS_PER_BAR } from '../../session';
import type { Surface } from '../canvas';
import type { TimeWindow } from './window';

const RULER = 24;
/** Bar numbers stand at least this far apart, in px. */
const ROOM = 44;

/**
 * Draws bar lines with their numbers, the loop, the playhead, and a line under the pointer.
 * @param beat the playhead
 */
export function drawTime(
  surface: Surface,
  beat: number,
  loop: Loop,
  { start, beats }: TimeWindow,
  pointer: number | undefined,
): void {
  const { context, width, height, color, scale } = surface;
  const ruler = RULER * scale;
  const x = (at: number): number => Math.round(((at - start) / beats) * width) + 0.5;
  context.clearRect(0, 0, width, height);

  if (loop.end > start && loop.start < start + beats) {
    const [left, right] = [x(loop.start), x(loop.end)];
    context.fillStyle = color(loop.on ? '--on' : '--edge');
    context.globalAlpha = loop.on ? 0.05 : 0;
    context.fillRect(left, 0, right - left, height);
    context.globalAlpha = loop.on ? 0.9 : 0.5;
    context.fillRect(left, ruler - 2, right - left, 2);
    context.globalAlpha = 1;
  }

  // Every bar, or every second, fourth, eighth, as many as have room.
  const bar = (width / beats) * BEATS_PER_BAR;
  const every = 2 ** Math.max(0, Math.ceil(Math.log2((ROOM * scale) / bar)));
  context.font = `${10.5 * scale}px "JetBrains Mono Variable", monospace`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  const last = Math.ceil((start + beats) / BEATS_PER_BAR);
  for (let each = Math.floor(start / BEATS_PER_BAR / every) * every; each < last; each += every) {
    const at = x(each * BEATS_PER_BAR);
    context.strokeStyle = color('--line');
    context.globalAlpha = (each / every) % 4 === 0 ? 1 : 0.55;
    context.beginPath();
    context.moveTo(at, 0);
    context.lineTo(at, height);
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = color('--muted');
    context.fillText(String(each + 1), at + 5 * scale, ruler / 2 - 2 * scale);
  }
  if (bar > ROOM * 2 * scale) beatLines(surface, { start, beats });

  if (pointer !== undefined) {
    context.strokeStyle = color('--muted');
    context.setLineDash([2 * scale, 3 * scale]);
    context.beginPath();
    context.moveTo(x(pointer), ruler);
    context.lineTo(x(pointer), height);
    context.stroke();
    context.setLineDash([]);
  }

  const head = x(beat);
  context.strokeStyle = color('--cap');
  context.fillStyle = color('--cap');
  context.lineWidth = 1.5 * scale;
  context.beginPath();
  context.moveTo(head, 0);
  context.lineTo(head, height);
  context.stroke();
  context.beginPath();
  context.moveTo(head - 6 * scale, 0);
  context.lineTo(head + 6 * scale, 0);
  context.lineTo(head, 9 * scale);
  context.fill();
}

/** The beats between the bars, where there is room for them. */
function beatLines({ context, width, height, color, scale }: Surface, { start, beats }: TimeWindow): void {
  context.strokeStyle = color('--line');
  context.globalAlpha = 0.4;
  for (let beat = Math.ceil(start); beat < start + beats; beat++) {
    if (beat % BEATS_PER_BAR === 0) continue;
    const at = Math.round(((beat - start) / beats) * width) + 0.5;
    context.beginPath();
    context.moveTo(at, RULER * scale);
    context.lineTo(at, height);
    context.stroke();
  }
  context.globalAlpha = 1;
}
