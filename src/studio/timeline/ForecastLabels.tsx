import { type CSSProperties, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { type ForecastMoment, forecasts } from '../forecasts';
import { strings } from '../strings';
import { frames } from '../studio';
import { beatNow } from '../transport';
import { scrub } from './scrub';
import { placeOf, useTimeWindow } from './window';

/** Beats over which a moment that has passed goes on showing what came of it. */
const LINGER = 8;
/** Beats that the playhead moves before it is looked again. */
const GRID = 0.25;
/** Moments whose words are shown at once; the pointer finds all of them. */
const MOST = 2;

/** What is said of the next changes of settings, and what became of the last, where they happen. */
export function ForecastLabels() {
  const { moments, ahead } = useStore(forecasts);
  const window = useTimeWindow();
  const shown = useShown(moments, ahead);
  return (
    <ul className="forecast-labels" aria-label={strings.forecast.kind}>
      {shown.map(({ channel, beat, said, isRefused, came }, row) => (
        <li
          key={`${channel} ${beat}`}
          data-refused={isRefused}
          style={
            {
              left: placeOf(window, beat),
              '--hue': `var(--${channel})`,
              '--row': row,
            } as CSSProperties
          }
        >
          <b>{strings.channel[channel]}</b> {said}
          {came !== undefined && <i> · {came}</i>}
        </li>
      ))}
    </ul>
  );
}

/** The moments near the playhead or the pointer; rendered again when one comes or goes, and not with every frame. */
function useShown(moments: readonly ForecastMoment[], ahead: number): readonly ForecastMoment[] {
  const [shown, setShown] = useState<readonly ForecastMoment[]>([]);
  useEffect(() => {
    let keys = '';
    let seen = Number.NaN;
    const look = (): void => {
      if (moments.length === 0) return;
      const head = Math.floor((scrub.getState().beat ?? beatNow()) / GRID) * GRID;
      if (head === seen) return;
      seen = head;
      let next = '';
      for (const moment of moments)
        if (isNear(moment, head, ahead)) next += `${moment.channel}${moment.beat} `;
      if (next === keys) return;
      keys = next;
      setShown(moments.filter((moment) => isNear(moment, head, ahead)).slice(0, MOST));
    };
    setShown([]);
    return frames.subscribe(look);
  }, [moments, ahead]);
  return shown;
}

function isNear({ beat, came }: ForecastMoment, head: number, ahead: number): boolean {
  if (ahead === 0) return false;
  return beat > head ? beat <= head + ahead : came !== undefined && beat > head - LINGER;
}
