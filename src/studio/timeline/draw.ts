import type { Loop } from '../../clock';
import { BEATS_PER_BAR } from '../../session';
import type { Surface } from '../canvas';

const RULER = 20;

export interface TimeView {
  /** The playhead. */
  readonly beat: number;
  readonly loop: Loop;
  /** Beats on one page. */
  readonly beats: number;
}

/** Draws bar lines with their numbers, the loop, and the playhead. */
export function drawTime(surface: Surface, { beat, loop, beats }: TimeView): void {
  const { context, width, height, color, scale } = surface;
  const ruler = RULER * scale;
  const page = Math.floor(beat / beats) * beats;
  const x = (at: number): number => Math.round(((at - page) / beats) * width) + 0.5;
  context.clearRect(0, 0, width, height);

  if (loop.on && loop.end > page && loop.start < page + beats) {
    context.fillStyle = color('--on');
    context.globalAlpha = 0.04;
    context.fillRect(x(loop.start), 0, x(loop.end) - x(loop.start), height);
    context.globalAlpha = 0.9;
    context.fillRect(x(loop.start), ruler - 2, x(loop.end) - x(loop.start), 2);
    context.globalAlpha = 1;
  }

  context.font = `${10.5 * scale}px "JetBrains Mono Variable", monospace`;
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (let bar = 0; bar * BEATS_PER_BAR < beats; bar++) {
    const at = x(page + bar * BEATS_PER_BAR);
    context.strokeStyle = color('--line');
    context.globalAlpha = bar % 4 === 0 ? 1 : 0.55;
    context.beginPath();
    context.moveTo(at, 0);
    context.lineTo(at, height);
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = color('--muted');
    context.fillText(String(page / BEATS_PER_BAR + bar + 1), at + 5 * scale, ruler / 2);
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
