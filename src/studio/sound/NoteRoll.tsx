import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { keyName, type Material } from '../../audio';
import type { ChannelId, Rate } from '../../session';
import { strings } from '../strings';
import { frames } from '../studio';
import { beatNow, transportState } from '../transport';

const words = strings.sound;
/** Steps that are drawn: two bars of sixteenths. */
const SHOWN = 32;
/** A single note is drawn as long as this many would be. */
const FEWEST = 4;
const HEIGHT = 24;
const WIDTH = 4;
const THICK = 3;

/** The first notes as a piano roll: time to the right, pitch upwards. */
export function NoteRoll({
  id,
  material,
  rate,
}: {
  readonly id: ChannelId;
  readonly material: Material;
  readonly rate: Rate;
}) {
  const slots = material.slots.slice(0, SHOWN);
  const columns = Math.max(FEWEST, slots.length);
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
    <div className="note-roll">
      <svg
        className="note-roll-notes"
        viewBox={`0 0 ${columns * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.notes(strings.channel[id], names.length > 0 ? names.join(', ') : words.noNotes)}
      >
        <path d={bars.join('')} />
      </svg>
      <RollCursor slots={material.slots.length} shown={columns} rate={rate} />
    </div>
  );
}

/** Where the transport is in the roll, moved by the frame driver; hidden while nothing plays or beyond what is drawn. */
function RollCursor({
  slots,
  shown,
  rate,
}: {
  readonly slots: number;
  readonly shown: number;
  readonly rate: Rate;
}) {
  const cursor = useRef<HTMLElement>(null);
  const playing = useStore(transportState, (state) => state.playing);

  useEffect(() => {
    if (!playing) return;
    let drawn = -1;
    return frames.subscribe(() => {
      const slot = Math.floor(beatNow() * rate) % slots;
      if (slot === drawn || !cursor.current) return;
      drawn = slot;
      cursor.current.style.left = `${(100 * slot) / shown}%`;
      cursor.current.hidden = slot >= Math.min(slots, SHOWN);
    });
  }, [playing, slots, shown, rate]);

  return playing && slots > 1 ? (
    <i ref={cursor} className="note-roll-cursor" style={{ width: `${100 / shown}%` }} />
  ) : null;
}

function bar(step: number, y: number, height: number, width: number): string {
  return `M${step * WIDTH} ${y.toFixed(1)}h${width}v${height}h${-width}z`;
}
