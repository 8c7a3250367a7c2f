import { line } from 'd3';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useRef,
  useState,
} from 'react';
import { laneValue } from '../../clock';
import {
  CURVES,
  type Gesture,
  type Lane,
  type LanePoint,
  parameterById,
  type SessionDocument,
} from '../../session';
import { Toggle } from '../controls/Toggle';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session } from '../studio';

const words = strings.timeline;
/** Points are placed and moved on sixteenths. */
const GRID = 0.25;
const SAMPLES = 256;
const STEP = 0.02;

/** A lane: its name, its switch, its line with points to drag. */
export function LaneRow({
  lane,
  index,
  beats,
}: {
  readonly lane: Lane;
  readonly index: number;
  readonly beats: number;
}) {
  const [selected, setSelected] = useState<number>();
  const area = useRef<HTMLDivElement>(null);
  const drag = useRef<{ gesture: Gesture<SessionDocument>; point: number }>(undefined);
  const { label, fromUnit, short } = parameterById(lane.parameter);
  const point = selected === undefined ? undefined : lane.points[selected];

  /** Beat (on the grid) and value under the pointer. */
  function place(event: { clientX: number; clientY: number }): { beat: number; value: number } {
    const box = area.current?.getBoundingClientRect() ?? new DOMRect();
    const beat = Math.round((((event.clientX - box.left) / box.width) * beats) / GRID) * GRID;
    return { beat: clamp(beat, 0, beats), value: clamp(1 - (event.clientY - box.top) / box.height, 0, 1) };
  }

  function add(event: MouseEvent): void {
    const { beat, value } = place(event);
    session.commit(words.lane(label), 'user', (draft) => {
      const points = draft.lanes[index]?.points;
      if (!points) return;
      const at = points.findIndex((each) => each.beat >= beat);
      if (points[at]?.beat === beat) points[at].value = value;
      else points.splice(at === -1 ? points.length : at, 0, { beat, value, curve: 'linear' });
    });
  }

  function moveTo(
    gesture: Gesture<SessionDocument>,
    at: number,
    next: { beat: number; value: number },
  ): void {
    const low = at === 0 ? 0 : (lane.points[at - 1]?.beat ?? 0) + GRID;
    const high = (lane.points[at + 1]?.beat ?? beats + GRID) - GRID;
    gesture.update((draft) => {
      const moved = draft.lanes[index]?.points[at];
      if (!moved) return;
      moved.beat = clamp(next.beat, low, high);
      moved.value = next.value;
    });
  }

  function remove(at: number): void {
    setSelected(undefined);
    session.commit(words.lane(label), 'user', (draft) => {
      draft.lanes[index]?.points.splice(at, 1);
    });
  }

  function onKeyDown(event: KeyboardEvent, at: number, { beat, value }: LanePoint): void {
    const beatBy = event.key === 'ArrowRight' ? GRID : event.key === 'ArrowLeft' ? -GRID : 0;
    const valueBy = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0;
    if (event.key === 'Delete' || event.key === 'Backspace') remove(at);
    else if (event.key === 'Escape') drag.current?.gesture.cancel();
    else if (beatBy !== 0 || valueBy !== 0) {
      const gesture = session.gesture(words.lane(label), 'user');
      moveTo(gesture, at, { beat: beat + beatBy, value: clamp(value + valueBy, 0, 1) });
      gesture.commit();
    } else return;
    event.preventDefault();
  }

  function onPointerMove(event: PointerEvent): void {
    if (drag.current) moveTo(drag.current.gesture, drag.current.point, place(event));
  }

  function release(commit: boolean): void {
    if (commit) drag.current?.gesture.commit();
    else drag.current?.gesture.cancel();
    drag.current = undefined;
  }

  return (
    <div className="lane" data-off={!lane.on} style={{ '--hue': laneHue(lane.parameter) } as CSSProperties}>
      <div className="lane-label">
        <Toggle
          label={words.laneOn(label)}
          on={lane.on}
          onChange={(on) =>
            session.commit(words.laneOn(label), 'user', (draft) => {
              const changed = draft.lanes[index];
              if (changed) changed.on = on;
            })
          }
        />
        <span>{label}</span>
        {point && selected !== undefined && (
          <select
            className="select"
            aria-label={words.curve}
            value={point.curve}
            onChange={(event) => {
              const curve = CURVES.find((each) => each === event.target.value);
              session.commit(words.curve, 'user', (draft) => {
                const changed = draft.lanes[index]?.points[selected];
                if (changed && curve) changed.curve = curve;
              });
            }}
          >
            {CURVES.map((curve) => (
              <option key={curve}>{curve}</option>
            ))}
          </select>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={words.removeLane(label)}
          onClick={() =>
            session.commit(words.removeLane(label), 'user', (draft) => {
              draft.lanes.splice(index, 1);
            })
          }
        >
          <Icon name="close" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the points inside are the controls; this only adds more */}
      <div ref={area} className="lane-area" onDoubleClick={add}>
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
          <path d={curvePath(lane.points, beats)} />
        </svg>
        {lane.points.map((each, at) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the order; it has no other name
            key={at}
            type="button"
            className="lane-point"
            aria-label={words.point(label, short(fromUnit(each.value)), each.beat.toFixed(2))}
            aria-pressed={selected === at}
            style={{ left: `${(each.beat / beats) * 100}%`, top: `${(1 - each.value) * 100}%` }}
            onFocus={() => setSelected(at)}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              drag.current = { gesture: session.gesture(words.lane(label), 'user'), point: at };
            }}
            onPointerMove={onPointerMove}
            onPointerUp={() => release(true)}
            onPointerCancel={() => release(false)}
            onDoubleClick={(event) => event.stopPropagation()}
            onKeyDown={(event) => onKeyDown(event, at, each)}
          />
        ))}
      </div>
    </div>
  );
}

/** The hue of the channel that a lane moves. */
function laneHue(parameterId: string): string {
  const { channel } = parameterById(parameterId);
  return channel ? `var(--${channel})` : 'var(--on)';
}

/** The lane's course in a box of 1000 by 100. */
function curvePath(points: readonly LanePoint[], beats: number): string {
  const at = Array.from({ length: SAMPLES + 1 }, (_, sample) => (sample / SAMPLES) * beats);
  // Both sides of every point keep steps square and corners sharp.
  const corners = points.flatMap(({ beat }) => [beat - 1e-6, beat]);
  const all = [...at, ...corners].filter((beat) => beat >= 0 && beat <= beats).sort((a, b) => a - b);
  const path = line<number>(
    (beat) => (beat / beats) * 1000,
    (beat) => (1 - (laneValue(points, beat) ?? 0)) * 100,
  );
  return points.length === 0 ? '' : (path(all) ?? '');
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
