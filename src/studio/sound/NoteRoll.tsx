import { keyName, type Material } from '../../audio';
import type { ChannelId } from '../../session';
import { strings } from '../strings';

const words = strings.sound;
/** Steps that are drawn: two bars of sixteenths. */
const SHOWN = 32;
/** A single note is drawn as long as this many would be. */
const FEWEST = 4;
const HEIGHT = 24;
const WIDTH = 4;
const THICK = 3;

/** The first notes as a piano roll: time to the right, pitch upwards. */
export function NoteRoll({ id, material }: { readonly id: ChannelId; readonly material: Material }) {
  const slots = material.slots.slice(0, SHOWN);
  const keys = slots.flatMap((slot) => slot.keys);
  const [low, high] = [Math.min(...keys), Math.max(...keys)];
  // At least an octave, so that one step of the scale does not look like a leap.
  const span = Math.max(12, high - low);
  const middle = (low + high) / 2;
  const top = (key: number): number => ((middle + span / 2 - key) / span) * (HEIGHT - THICK);
  const bars = slots.flatMap((slot, step) =>
    slot.hit
      ? [bar(step, HEIGHT / 4, HEIGHT / 2, WIDTH - 1.4)]
      : slot.keys.map((key) => bar(step, top(key), THICK, WIDTH - 0.8)),
  );
  const names = slots.map((slot) =>
    slot.keys.length > 0 ? slot.keys.map(keyName).join(' ') : slot.hit ? words.hit : words.rest,
  );
  return (
    <svg
      className="note-roll"
      viewBox={`0 0 ${Math.max(FEWEST, slots.length) * WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.notes(strings.channel[id], names.length > 0 ? names.join(', ') : words.noNotes)}
    >
      <path d={bars.join('')} />
    </svg>
  );
}

function bar(step: number, y: number, height: number, width: number): string {
  return `M${step * WIDTH} ${y.toFixed(1)}h${width}v${height}h${-width}z`;
}
