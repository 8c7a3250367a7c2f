import { useRef } from 'react';
import { BEATS_PER_BAR, PARAMETERS } from '../../session';
import { Toggle } from '../controls/Toggle';
import { Panel } from '../shell/Panel';
import { strings } from '../strings';
import { useDocument } from '../studio';
import { toggleLoop } from '../toggles';
import { beatNow } from '../transport';
import { addLane } from './add-lane';
import { ClipRow } from './ClipRow';
import { LaneRow } from './LaneRow';
import { Ruler } from './Ruler';
import { ScrubCard } from './ScrubCard';
import { TimeCanvas } from './TimeCanvas';
import { TraceRow } from './TraceRow';
import { useNavigation } from './useNavigation';
import { timeWindow, WHOLE, zoomBy } from './window';

const words = strings.timeline;
/** Notches of the wheel that a button zooms by. */
const ZOOM = 2;

/** Ruler and loop, scene clips, a lane per automated parameter, and what the beats measured. */
export function Timeline() {
  const lanes = useDocument((document) => document.lanes);
  const root = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const navigation = useNavigation(root, area);
  return (
    <Panel
      id="timeline"
      title={words.title}
      fact={
        <>
          <span className="wide-only">{words.fact}</span>
          <AddLane />
          <Zoom />
        </>
      }
    >
      <div ref={root} className="timeline" {...navigation}>
        <LoopLabel />
        <Ruler area={area} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section className="timeline-lanes" aria-label={words.lanes} tabIndex={0}>
          <ClipRow />
          {lanes.map((lane, index) => (
            <LaneRow key={lane.id} lane={lane} index={index} />
          ))}
          {lanes.length === 0 && <p className="empty">{words.empty}</p>}
          <TraceRow />
        </section>
        <TimeCanvas />
      </div>
      <ScrubCard area={area} />
    </Panel>
  );
}

function LoopLabel() {
  const loop = useDocument((document) => document.loop);
  const bars = (loop.end - loop.start) / BEATS_PER_BAR;
  return (
    <div className="loop-label">
      <Toggle label={words.loopOn} on={loop.on} onChange={toggleLoop} />
      <span>{words.loopBars(strings.transport.bars(bars))}</span>
    </div>
  );
}

function Zoom() {
  return (
    <div className="group">
      <button
        type="button"
        className="link"
        aria-label={words.zoomOut}
        onClick={() => zoomBy(-ZOOM, beatNow())}
      >
        −
      </button>
      <button
        type="button"
        className="link"
        aria-label={words.zoomWhole}
        onClick={() => timeWindow.setState(WHOLE)}
      >
        16
      </button>
      <button
        type="button"
        className="link"
        aria-label={words.zoomIn}
        onClick={() => zoomBy(ZOOM, beatNow())}
      >
        +
      </button>
    </div>
  );
}

function AddLane() {
  const lanes = useDocument((document) => document.lanes);
  const taken = new Set(lanes.map((lane) => lane.parameter));
  return (
    <select
      className="select"
      aria-label={words.addLaneLabel}
      value=""
      onChange={(event) => {
        const parameter = PARAMETERS.get(event.target.value);
        if (parameter) addLane(parameter);
      }}
    >
      <option value="">{words.addLane}</option>
      {[...PARAMETERS.values()]
        .filter(({ id }) => !taken.has(id))
        .map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
    </select>
  );
}
