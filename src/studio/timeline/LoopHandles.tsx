import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { barsAndBeats, type Loop } from '../../clock';
import { BEATS_PER_BAR, type Gesture, type SessionDocument } from '../../session';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { useDrag } from './useDrag';
import { useNudge } from './useNudge';
import { beatUnder, END, placeOf, useTimeWindow } from './window';

const words = strings.timeline;

const EDGES = ['start', 'whole', 'end'] as const;
type Edge = (typeof EDGES)[number];

/** A shorter loop than this share of what is seen has no room for the grip in its middle. */
const ROOM = 0.08;

/** The loop's two ends and the grip between them, on the ruler: drag them, or move them with the arrow keys. */
export function LoopHandles({ area }: { readonly area: RefObject<HTMLDivElement | null> }) {
  return EDGES.map((edge) => <LoopHandle key={edge} edge={edge} area={area} />);
}

function LoopHandle({
  edge,
  area,
}: {
  readonly edge: Edge;
  readonly area: RefObject<HTMLDivElement | null>;
}) {
  const loop = useDocument((document) => document.loop);
  const window = useTimeWindow();
  const nudge = useNudge();
  const beat = edge === 'whole' ? (loop.start + loop.end) / 2 : loop[edge];

  const { handlers, cancel } = useDrag<{
    readonly gesture: Gesture<SessionDocument>;
    readonly loop: Loop;
    readonly beat: number;
  }>({
    begin: (event) => ({ gesture: session.gesture(words.loopRegion, 'user'), loop, beat: under(event) }),
    move: (held, event) => {
      const by = Math.round(under(event) - held.beat);
      held.gesture.update((draft) => void Object.assign(draft.loop, movedLoop(held.loop, edge, by)));
    },
    end: ({ gesture }, { isCancelled }) => (isCancelled ? gesture.cancel() : gesture.commit()),
  });

  function under(event: PointerEvent): number {
    return area.current ? beatUnder(area.current, event.clientX) : 0;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const by = STEPS[event.key];
    if (event.key === 'Escape' && cancel()) event.stopPropagation();
    else if (by !== undefined)
      nudge(words.loopRegion, (draft) => void Object.assign(draft.loop, movedLoop(draft.loop, edge, by)));
    else return;
    event.preventDefault();
  }

  if (edge === 'whole' && (loop.end - loop.start) / window.beats < ROOM) return null;
  const at = barsAndBeats(edge === 'whole' ? loop.start : beat);
  return (
    <div
      className={`loop-handle loop-${edge}`}
      role="slider"
      tabIndex={0}
      data-off={!loop.on}
      aria-label={words.loopEdges[edge]}
      aria-valuemin={0}
      aria-valuemax={END}
      aria-valuenow={edge === 'whole' ? loop.start : beat}
      aria-valuetext={words.position(at.bar, at.beat)}
      style={{ left: placeOf(window, beat) }}
      onKeyDown={onKeyDown}
      {...handlers}
    />
  );
}

/** A loop with an end, or the whole, moved: at least a beat long, and not before the start of the timeline. */
function movedLoop({ start, end }: Loop, edge: Edge, by: number): Pick<Loop, 'start' | 'end'> {
  if (edge === 'start') return { start: Math.max(0, Math.min(end - 1, start + by)), end };
  if (edge === 'end') return { start, end: Math.max(start + 1, Math.min(END, end + by)) };
  const held = Math.max(-start, Math.min(END - end, by));
  return { start: start + held, end: end + held };
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: BEATS_PER_BAR,
  PageDown: -BEATS_PER_BAR,
};
