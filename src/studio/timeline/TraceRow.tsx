import { useEffect, useRef, useState } from 'react';
import { CHANNEL_IDS } from '../../session';
import { type Surface, useSurface } from '../canvas';
import { formatTime } from '../format';
import { strings } from '../strings';
import { frames } from '../studio';
import { traces } from '../trace';
import { drawTrace, type TraceRange, traceRange } from './draw-trace';
import { forecasts } from './scrub';
import { timeWindow } from './window';

const words = strings.timeline;

/** What was measured over the beats, one line per channel, and room for what is forecast. */
export function TraceRow() {
  const surface = useRef<Surface>(undefined);
  const isDirty = useRef(true);
  const [range, setRange] = useState<TraceRange>();
  const canvas = useSurface((next) => {
    surface.current = next;
    isDirty.current = true;
  });

  useEffect(() => {
    let version = -1;
    let window = timeWindow.getState();
    let { bands } = forecasts.getState();
    let shown: TraceRange | undefined;
    return frames.subscribe(() => {
      let now = 0;
      for (const id of CHANNEL_IDS) now += traces[id].version;
      const seen = timeWindow.getState();
      const forecast = forecasts.getState().bands;
      if (now === version && seen === window && forecast === bands && !isDirty.current) return;
      if (!surface.current) return;
      version = now;
      window = seen;
      bands = forecast;
      isDirty.current = false;
      const next = traceRange(window);
      // React is told only when the axis changes: a few times in a performance.
      if (next?.low !== shown?.low || next?.high !== shown?.high) {
        shown = next;
        setRange(next);
      }
      drawTrace(surface.current, window, next, bands);
    });
  }, []);

  return (
    <div className="lane trace-row">
      <div className="lane-label">
        <span className="lane-name">{words.measured}</span>
        <span className="lane-state">{range ? words.traceAxis(time(range.low), time(range.high)) : ''}</span>
      </div>
      <div className="trace-area">
        <canvas ref={canvas} role="img" aria-label={words.traceLabel} />
        {!range && <p className="trace-empty">{words.noTrace}</p>}
      </div>
    </div>
  );
}

function time(milliseconds: number): string {
  const { value, unit } = formatTime(milliseconds);
  return `${Number(value)} ${unit}`;
}
