import { useEffect, useRef, useState } from 'react';
import { CHANNEL_IDS } from '../../session';
import { type Surface, useSurface } from '../canvas';
import { type ForecastBand, forecasts } from '../forecasts';
import { formatTime } from '../format';
import { strings } from '../strings';
import { frames } from '../studio';
import { traces } from '../trace';
import { beatNow } from '../transport';
import { drawTrace, type TraceRange, traceRange } from './draw-trace';
import { ForecastLabels } from './ForecastLabels';
import { scrub } from './scrub';
import { timeWindow } from './window';

const words = strings.timeline;
/** Forecasts move on with the playhead in steps of so many beats: a band is drawn anew only then. */
const GRID = 0.25;
const NONE: readonly ForecastBand[] = [];

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
    let told = forecasts.getState();
    const look = { head: Number.NaN, ahead: 0 };
    let shown: TraceRange | undefined;
    return frames.subscribe(() => {
      let now = 0;
      for (const id of CHANNEL_IDS) now += traces[id].version;
      const seen = timeWindow.getState();
      const forecast = forecasts.getState();
      const head = Math.floor((scrub.getState().beat ?? beatNow()) / GRID) * GRID;
      const isMoved = forecast.bands.length > 0 && head !== look.head;
      const isSame = now === version && seen === window && forecast === told && !isMoved;
      if (isSame && !isDirty.current) return;
      if (!surface.current) return;
      version = now;
      window = seen;
      told = forecast;
      look.head = head;
      look.ahead = forecast.ahead;
      isDirty.current = false;
      const next = traceRange(window, forecast.ahead > 0 ? forecast.bands : NONE);
      // React is told only when the axis changes: a few times in a performance.
      if (next?.low !== shown?.low || next?.high !== shown?.high) {
        shown = next;
        setRange(next);
      }
      drawTrace(surface.current, window, next, forecast.bands, look);
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
        <ForecastLabels />
        {!range && <p className="trace-empty">{words.noTrace}</p>}
      </div>
    </div>
  );
}

function time(milliseconds: number): string {
  const { value, unit } = formatTime(milliseconds);
  return `${Number(value)} ${unit}`;
}
