import { type CSSProperties, type RefObject, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { barsAndBeats, clipAt, laneValue, sceneOf } from '../../clock';
import { CHANNEL_IDS, parameterById, type SessionDocument } from '../../session';
import { forecastAt, forecasts } from '../forecasts';
import { formatTime } from '../format';
import { useMorphing } from '../rack/state';
import { strings } from '../strings';
import { frames, useDocument } from '../studio';
import { traces } from '../trace';
import { scrub } from './scrub';
import { useTimeWindow } from './window';

const words = strings.scrub;
/** Figures under a pointer that rests are read again this often, in ms. */
const READ_EVERY = 500;
/** Changes ahead that are told of. */
const MOST_CHANGES = 3;

/** What the time under the pointer holds: the settings of then, what was measured, what is forecast. */
export function ScrubCard({ area }: { readonly area: RefObject<HTMLDivElement | null> }) {
  const beat = useStore(scrub, (state) => state.beat);
  return (
    <div id="scrub-card" className="scrub-card-place">
      {beat !== undefined && <Card beat={beat} area={area} />}
    </div>
  );
}

function Card({ beat, area }: { readonly beat: number; readonly area: RefObject<HTMLDivElement | null> }) {
  const document = useDocument((state) => state);
  const window = useTimeWindow();
  const { bands, moments, ahead } = useStore(forecasts);
  const status = useMorphing((state) => state.status);
  const at = barsAndBeats(beat);
  useTraceVersion();
  const settings = useMemo(() => settingsOf(document, beat), [document, beat]);
  const measured = CHANNEL_IDS.filter((id) => !Number.isNaN(traces[id].p50(Math.floor(beat))));
  const expected = bands.flatMap((band) => {
    const figures = ahead > 0 ? forecastAt(band, beat) : undefined;
    return figures ? [{ channel: band.channel, figures }] : [];
  });
  const changes = moments
    .filter((moment) => moment.beat >= Math.floor(beat) && moment.beat < beat + ahead)
    .slice(0, MOST_CHANGES);
  const { left, width, top } = area.current?.getBoundingClientRect() ?? new DOMRect();
  const x = left + ((beat - window.start) / window.beats) * width;
  const place = { '--x': `${x}px`, '--bottom': `${globalThis.innerHeight - top + 6}px` } as CSSProperties;

  return (
    <div className="scrub-card" style={place}>
      <strong>{words.position(at.bar, at.beat)}</strong>
      <dl>
        {settings.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {settings.length === 0 && <p>{words.noSettings}</p>}
      {measured.length > 0 ? (
        <table>
          <caption>{words.measured(traces[measured[0] ?? 'python'].timing(Math.floor(beat)))}</caption>
          <tbody>
            {measured.map((id) => (
              <tr key={id} style={{ '--hue': `var(--${id})` } as CSSProperties}>
                <th scope="row">{strings.channel[id]}</th>
                <td>{time(traces[id].p50(Math.floor(beat)))}</td>
                <td>{time(traces[id].p95(Math.floor(beat)))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p>{words.noMeasured}</p>
      )}
      {expected.map(({ channel, figures: { p50, low, high } }) => (
        <p key={channel} className="scrub-forecast">
          {strings.forecast.expected(strings.channel[channel], time(p50), time(low), time(high))}
        </p>
      ))}
      {changes.map((moment) => (
        <p key={`${moment.channel} ${moment.beat}`} className="scrub-forecast">
          {strings.forecast.inBeats(moment.beat - Math.floor(beat))}
          {strings.forecast.label(strings.channel[moment.channel], moment.said)}
          {moment.came !== undefined && ` · ${moment.came}`}
        </p>
      ))}
      {expected.length === 0 && changes.length === 0 && <p>{strings.forecast.none[status]}</p>}
    </div>
  );
}

/** The scene in force and the value of every lane. */
function settingsOf(document: SessionDocument, beat: number): { name: string; value: string }[] {
  const clip = clipAt(document, beat);
  const scene = clip && sceneOf(document, clip);
  const lanes = document.lanes.flatMap((lane) => {
    const unit = lane.on ? laneValue(lane.points, beat) : undefined;
    const { label, text, fromUnit } = parameterById(lane.parameter);
    return unit === undefined ? [] : [{ name: label, value: text(fromUnit(unit)) }];
  });
  return scene ? [{ name: words.scene, value: scene.name }, ...lanes] : lanes;
}

function time(milliseconds: number): string {
  const { value, unit } = formatTime(milliseconds);
  return `${value} ${unit}`;
}

/** Renders again when something was measured, twice a second at most. */
function useTraceVersion(): void {
  const [, setVersion] = useState(0);
  useEffect(() => {
    let read = 0;
    return frames.subscribe((now) => {
      if (now - read < READ_EVERY) return;
      read = now;
      setVersion(CHANNEL_IDS.reduce((sum, id) => sum + traces[id].version, 0));
    });
  }, []);
}
