import { type CSSProperties, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { curvedPoints, type Selection } from '../../clock';
import { CURVES, type Lane, type LanePoint, parameterById } from '../../session';
import { Toggle } from '../controls/Toggle';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session } from '../studio';
import { recordedParameters } from '../takes';
import { touch } from '../touch';
import { LaneArea } from './LaneArea';

const words = strings.timeline;
const NONE: Selection = new Set();

/** A lane: its name, its switch, what can be done with it, and its line with points to take hold of. */
export function LaneRow({ lane, index }: { readonly lane: Lane; readonly index: number }) {
  const [chosen, setChosen] = useState(NONE);
  // Undo, or a take that is written, may leave fewer points than were selected.
  const selection = useMemo(
    () => new Set([...chosen].filter((each) => each < lane.points.length)),
    [chosen, lane.points.length],
  );
  const isHeld = useStore(touch, ({ held }) => held.has(lane.parameter));
  const isRecorded = useStore(recordedParameters, ({ ids }) => ids.includes(lane.parameter));
  const { label, channel } = parameterById(lane.parameter);

  function change(title: string, points: readonly LanePoint[]): void {
    session.commit(title, 'user', (draft) => {
      const changed = draft.lanes[index];
      if (changed) changed.points = points.map((point) => ({ ...point }));
    });
  }

  return (
    <div
      className="lane"
      data-off={!lane.on}
      data-held={isHeld}
      data-recorded={isRecorded}
      style={{ '--hue': channel ? `var(--${channel})` : 'var(--on)' } as CSSProperties}
    >
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
        <span className="lane-name" title={label}>
          {label}
        </span>
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
        {selection.size > 0 ? (
          <select
            className="select"
            aria-label={words.curve}
            value={curveOf(lane.points, selection)}
            onChange={(event) => {
              const curve = CURVES.find((each) => each === event.target.value);
              if (curve) change(words.curve, curvedPoints(lane.points, selection, curve));
            }}
          >
            {curveOf(lane.points, selection) === '' && <option value="">{words.curves}</option>}
            {CURVES.map((curve) => (
              <option key={curve}>{curve}</option>
            ))}
          </select>
        ) : (
          <span className="lane-state">
            {isRecorded ? words.recorded : isHeld ? words.held : words.points(lane.points.length)}
          </span>
        )}
        <button
          type="button"
          className="link lane-clear"
          disabled={lane.points.length === 0}
          aria-label={words.clearLane(label)}
          onClick={() => change(words.clearLane(label), [])}
        >
          {words.clear}
        </button>
      </div>
      <LaneArea lane={lane} index={index} selection={selection} onSelect={setChosen} onChange={change} />
    </div>
  );
}

/** The curve that all selected points share, or nothing. */
function curveOf(points: readonly LanePoint[], selection: Selection): string {
  const curves = new Set([...selection].map((index) => points[index]?.curve));
  const [first = ''] = curves;
  return curves.size === 1 ? first : '';
}
