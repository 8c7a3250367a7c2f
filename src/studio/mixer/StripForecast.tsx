import { useEffect, useState } from 'react';
import type { ChannelId } from '../../session';
import { useVerdict } from '../engine/results';
import { useExpected } from '../forecasts';
import { formatPercent, formatTime } from '../format';
import { strings } from '../strings';
import { frames } from '../studio';
import { telemetry } from '../telemetry';

const words = strings.forecast;

/** What a channel that can't run here would take, hatched: it takes the place of the number that was never measured. */
export function StripForecast({ id }: { readonly id: ChannelId }) {
  return useVerdict(id).kind === 'unavailable' && <InPlaceOfFigure id={id} />;
}

function InPlaceOfFigure({ id }: { readonly id: ChannelId }) {
  const forecast = useExpected(id);
  const hasFigure = useHasFigure(id);
  if (!forecast || hasFigure) return null;
  if (forecast.kind === 'unseen')
    return (
      <small className="strip-unseen" title={words.stripUnseen(strings.channel[id], forecast.why)}>
        {words.unseenKind}
      </small>
    );
  const { value, unit } = formatTime(forecast.p50);
  const title = words.strip(
    strings.channel[id],
    text(forecast.low),
    text(forecast.high),
    formatPercent(forecast.confidence),
  );
  return (
    <span className="strip-forecast" title={title}>
      <b>{value}</b>
      <small>{unit}</small>
      <small>{words.kind}</small>
    </span>
  );
}

/** Whether the strip shows a number that was measured, now or on an earlier visit. */
function useHasFigure(id: ChannelId): boolean {
  const [hasFigure, setHasFigure] = useState(false);
  useEffect(() => {
    let shown = false;
    return frames.subscribe(() => {
      const now = !Number.isNaN(telemetry[id].p50);
      if (now === shown) return;
      shown = now;
      setHasFigure(now);
    });
  }, [id]);
  return hasFigure;
}

function text(milliseconds: number): string {
  const { value, unit } = formatTime(milliseconds);
  return `${value} ${unit}`;
}
