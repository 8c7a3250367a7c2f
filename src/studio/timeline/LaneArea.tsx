import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import {
  laneValue,
  type Move,
  movedPoints,
  pastedPoints,
  type Selection,
  withoutPoints,
  withPoint,
} from '../../clock';
import { type Gesture, type Lane, type LanePoint, parameterById, type SessionDocument } from '../../session';
import { strings } from '../strings';
import { session } from '../studio';
import { beatNow } from '../transport';
import { curvePath } from './curve';
import { LanePointButton } from './LanePointButton';
import { isFine, useDrag } from './useDrag';
import { useNudge } from './useNudge';
import { beatUnder, panned, timeWindow, useTimeWindow } from './window';

const words = strings.timeline;
/** Points are placed and moved on sixteenths, and by hundredths of the scale. */
const GRID = 0.25;
const STEP = 0.02;
const FINE = 0.1;
const NONE: Selection = new Set();

/** Points that were copied last, from any lane. */
let copied: readonly LanePoint[] = [];

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Hold {
  readonly gesture: Gesture<SessionDocument>;
  readonly points: readonly LanePoint[];
  readonly selection: Selection;
  /** The point under the pointer. */
  readonly index: number;
  /** Whether a click, without a move, takes the point out of the selection. */
  readonly isToggled: boolean;
  x: number;
  y: number;
  beats: number;
  value: number;
}

/** The part of a lane that is time: its line, its points, and the box that selects several. */
export function LaneArea({
  lane,
  index,
  selection,
  onSelect,
  onChange,
}: {
  readonly lane: Lane;
  readonly index: number;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  readonly onChange: (label: string, points: readonly LanePoint[]) => void;
}) {
  const window = useTimeWindow();
  const area = useRef<HTMLDivElement>(null);
  /** Where the scale of 0 to 1 is drawn: a little lower than the area, so that no point is cut. */
  const field = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>();
  const nudge = useNudge();
  const { label } = parameterById(lane.parameter);
  const title = words.lane(label);

  function sizeOf(): DOMRect {
    return field.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
  }

  function addAt(beat: number, value: number): void {
    const near = lane.points.findLast((point) => point.beat <= beat);
    const added = withPoint(lane.points, { beat, value, curve: near?.curve ?? 'linear' });
    onChange(title, added.points);
    onSelect(new Set([added.index]));
  }

  function onDoubleClick(event: MouseEvent): void {
    if (!area.current) return;
    const { top, height } = sizeOf();
    const beat = Math.max(0, Math.round(beatUnder(area.current, event.clientX) / GRID) * GRID);
    addAt(beat, Math.min(1, Math.max(0, 1 - (event.clientY - top) / height)));
  }

  /** Replaces beats and values of points, in a gesture: their number stays. */
  function place(points: readonly LanePoint[]): (draft: Parameters<Parameters<typeof nudge>[1]>[0]) => void {
    return (draft) => {
      draft.lanes[index]?.points.forEach((point, at) => {
        const next = points[at];
        if (next) Object.assign(point, { beat: next.beat, value: next.value });
      });
    };
  }

  const points = useDrag<Hold>({
    begin: (event) => {
      const at = Number(event.currentTarget.dataset.point);
      const isMany = event.ctrlKey || event.metaKey || event.shiftKey;
      const wasSelected = selection.has(at);
      const next = wasSelected ? selection : new Set(isMany ? [...selection, at] : [at]);
      onSelect(next);
      return {
        gesture: session.gesture(title, 'user'),
        points: lane.points,
        selection: next,
        index: at,
        isToggled: wasSelected && isMany,
        x: event.clientX,
        y: event.clientY,
        beats: 0,
        value: 0,
      };
    },
    move: (held, event) => {
      const { width, height } = sizeOf();
      const speed = isFine(event) ? FINE : 1;
      held.beats += ((event.clientX - held.x) / width) * window.beats * speed;
      held.value -= ((event.clientY - held.y) / height) * speed;
      held.x = event.clientX;
      held.y = event.clientY;
      const from = held.points[held.index]?.beat ?? 0;
      const beats = isFine(event) ? held.beats : Math.round((from + held.beats) / GRID) * GRID - from;
      held.gesture.update(place(movedPoints(held.points, held.selection, { beats, value: held.value })));
    },
    end: (held, { isMoved, isCancelled }) => {
      if (isCancelled) held.gesture.cancel();
      else held.gesture.commit();
      if (isMoved || isCancelled) return;
      const rest = [...selection].filter((each) => each !== held.index);
      onSelect(new Set(held.isToggled ? rest : held.selection));
    },
  });

  const ground = useDrag<{ x: number; y: number; touch: boolean; selection: Selection }>({
    begin: (event) => {
      if (event.target !== event.currentTarget) return undefined;
      const { left, top } = sizeOf();
      const isMany = event.ctrlKey || event.metaKey || event.shiftKey;
      return {
        x: event.clientX - left,
        y: event.clientY - top,
        touch: event.pointerType === 'touch',
        selection: isMany ? selection : NONE,
      };
    },
    move: (held, event) => {
      const { left, top, width, height } = sizeOf();
      const [x, y] = [event.clientX - left, event.clientY - top];
      if (held.touch) {
        // One finger on the ground pans.
        timeWindow.setState(panned(timeWindow.getState(), ((held.x - x) / width) * window.beats));
        held.x = x;
        return;
      }
      const drawn = {
        left: Math.min(held.x, x),
        right: Math.max(held.x, x),
        top: Math.min(held.y, y),
        bottom: Math.max(held.y, y),
      };
      setBox(drawn);
      const inside = lane.points.flatMap((point, at) => {
        const px = ((point.beat - window.start) / window.beats) * width;
        const py = (1 - point.value) * height;
        return px >= drawn.left && px <= drawn.right && py >= drawn.top && py <= drawn.bottom ? [at] : [];
      });
      onSelect(new Set([...held.selection, ...inside]));
    },
    end: (held, { isMoved, isCancelled }) => {
      setBox(undefined);
      if (isCancelled || !isMoved) onSelect(held.selection);
    },
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const at = (event.target as HTMLElement).dataset.point;
    const focused = at === undefined ? undefined : Number(at);
    const isMod = event.ctrlKey || event.metaKey;
    const chosen = focused === undefined || selection.has(focused) ? selection : new Set([focused]);
    const move = moveOf(event);
    if (event.key === 'Escape') {
      if (!points.cancel() && !ground.cancel()) onSelect(NONE);
    } else if (isMod && event.key.toLowerCase() === 'a') onSelect(new Set(lane.points.keys()));
    else if (isMod && /^[cx]$/i.test(event.key)) {
      if (chosen.size === 0) return;
      copied = lane.points.filter((_, each) => chosen.has(each));
      if (event.key.toLowerCase() === 'x') remove(chosen);
    } else if (isMod && event.key.toLowerCase() === 'v') {
      const pasted = pastedPoints(lane.points, copied, Math.round(beatNow() / GRID) * GRID);
      onChange(words.paste, pasted.points);
      onSelect(pasted.selection);
    } else if (isMod) return;
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(chosen);
    else if (event.key === 'Insert' || (event.key === 'Enter' && focused === undefined)) {
      const beat = Math.round(beatNow() / GRID) * GRID;
      addAt(beat, laneValue(lane.points, beat) ?? handValue(lane.parameter));
    } else if (move && chosen.size > 0) {
      onSelect(chosen);
      nudge(title, place(movedPoints(lane.points, chosen, move)));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function remove(chosen: Selection): void {
    if (chosen.size === 0) return;
    onSelect(NONE);
    area.current?.focus();
    onChange(words.removePoints(label, chosen.size), withoutPoints(lane.points, chosen));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this groups the points of one curve
    <div
      ref={area}
      className="lane-area"
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an empty lane has no point that could take its keys
      tabIndex={0}
      aria-label={words.laneKeys(label, lane.points.length)}
      onDoubleClick={onDoubleClick}
      onKeyDown={onKeyDown}
      {...ground.handlers}
    >
      <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={curvePath(lane.points, window)} />
      </svg>
      <div className="lane-points" ref={field}>
        {lane.points.map((point, at) => (
          <LanePointButton
            // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the order; it has no other name
            key={at}
            parameter={lane.parameter}
            point={point}
            index={at}
            isSelected={selection.has(at)}
            drag={points.handlers}
            onToggle={() =>
              onSelect(
                new Set(
                  selection.has(at) ? [...selection].filter((each) => each !== at) : [...selection, at],
                ),
              )
            }
          />
        ))}
        {box && (
          <div
            className="lane-box"
            style={{
              left: box.left,
              top: box.top,
              width: box.right - box.left,
              height: box.bottom - box.top,
            }}
          />
        )}
      </div>
    </div>
  );
}

/** Where the hand has a parameter, 0–1. */
function handValue(id: string): number {
  const parameter = parameterById(id);
  return parameter.toUnit(parameter.get(session.getState().document));
}

function moveOf(event: KeyboardEvent): Move | undefined {
  const speed = isFine(event) ? FINE : 1;
  switch (event.key) {
    case 'ArrowRight':
      return { beats: GRID * speed, value: 0 };
    case 'ArrowLeft':
      return { beats: -GRID * speed, value: 0 };
    case 'ArrowUp':
      return { beats: 0, value: STEP * speed };
    case 'ArrowDown':
      return { beats: 0, value: -STEP * speed };
    default:
      return undefined;
  }
}
