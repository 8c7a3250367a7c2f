import { type CSSProperties, type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { barsAndBeats } from '../../clock';
import { BEATS_PER_BAR, PARAMETERS } from '../../session';
import { type Surface, useSurface } from '../canvas';
import { Panel } from '../shell/Panel';
import { strings } from '../strings';
import { frames, session, useDocument } from '../studio';
import { beatNow, seek, transportState } from '../transport';
import { addLane, canAutomate } from './add-lane';
import { drawTime } from './draw';
import { LaneRow } from './LaneRow';

const words = strings.timeline;
/** Bars that fit on the timeline; it turns a page when the playhead leaves. */
const PAGE_BARS = 16;
const PAGE_BEATS = PAGE_BARS * BEATS_PER_BAR;
const LABELS = 150;

export function Timeline() {
  const lanes = useDocument((document) => document.lanes);
  return (
    <Panel
      id="timeline"
      title={words.title}
      fact={
        <>
          <span className="wide-only">{words.fact}</span>
          <AddLane />
        </>
      }
    >
      <div className="timeline" style={{ '--labels': `calc(${LABELS} * var(--u))` } as CSSProperties}>
        <Ruler />
        <div className="lanes">
          {lanes.map((lane, index) => (
            <LaneRow key={lane.id} lane={lane} index={index} beats={PAGE_BEATS} />
          ))}
          {lanes.length === 0 && <p className="empty">{words.empty}</p>}
        </div>
        <TimeCanvas />
      </div>
    </Panel>
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
        .filter((each) => !taken.has(each.id) && canAutomate(each))
        .map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
    </select>
  );
}

/** The strip above the lanes: click or drag to move the playhead, arrow keys to step by beats. */
function Ruler() {
  const held = useRef(false);
  const moved = useStore(transportState, (state) => state.moved);
  const at = barsAndBeats(beatNow());

  function seekTo(event: PointerEvent<HTMLElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const page = Math.floor(beatNow() / PAGE_BEATS) * PAGE_BEATS;
    const beat = page + ((event.clientX - left) / width) * PAGE_BEATS;
    seek(Math.min(page + PAGE_BEATS - 0.25, Math.max(page, Math.round(beat * 4) / 4)));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step =
      event.key === 'ArrowRight'
        ? 1
        : event.key === 'ArrowLeft'
          ? -1
          : event.key === 'PageUp'
            ? 4
            : event.key === 'PageDown'
              ? -4
              : 0;
    if (event.key === 'Home') seek(0);
    else if (step !== 0) seek(Math.round(beatNow()) + step);
    else return;
    event.preventDefault();
  }

  return (
    <div
      className="ruler"
      role="slider"
      tabIndex={0}
      data-moved={moved}
      aria-label={words.label}
      aria-valuemin={0}
      aria-valuemax={PAGE_BEATS}
      aria-valuenow={Math.round(beatNow())}
      aria-valuetext={words.position(at.bar, at.beat)}
      onPointerDown={(event) => {
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (held.current) seekTo(event);
      }}
      onPointerUp={() => {
        held.current = false;
      }}
      onPointerCancel={() => {
        held.current = false;
      }}
      onKeyDown={onKeyDown}
    />
  );
}

/** Grid, loop and playhead, under the lanes' lines and above nothing that is touched. */
function TimeCanvas() {
  const surface = useRef<Surface>(undefined);
  const dirty = useRef(true);
  const canvas = useSurface((next) => {
    surface.current = next;
    dirty.current = true;
  });
  useEffect(() => {
    let drawn = Number.NaN;
    let loop = session.getState().document.loop;
    return frames.subscribe(() => {
      const beat = beatNow();
      const now = session.getState().document.loop;
      if (!surface.current || (beat === drawn && now === loop && !dirty.current)) return;
      drawn = beat;
      loop = now;
      dirty.current = false;
      drawTime(surface.current, { beat, loop, beats: PAGE_BEATS });
    });
  }, []);
  return <canvas ref={canvas} className="time-canvas" />;
}
