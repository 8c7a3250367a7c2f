import { useEffect, useRef } from 'react';
import { CHANNEL_IDS, type ChannelId } from '../../session';
import { formatTime } from '../format';
import { strings } from '../strings';
import { frames } from '../studio';
import { telemetry, telemetryVersion } from '../telemetry';

/** Numbers are rewritten at most this often, in ms: faster can't be read. */
const READABLE = 120;

/** Calls `write` when telemetry has changed, from the frame driver and never through React. */
function useReadable(write: () => void, version: () => number): void {
  const latest = useRef(write);
  latest.current = write;
  const read = useRef(version);
  read.current = version;
  useEffect(() => {
    let shown = -1;
    let written = Number.NEGATIVE_INFINITY;
    return frames.subscribe((time) => {
      const now = read.current();
      if (now === shown || time - written < READABLE) return;
      shown = now;
      written = time;
      latest.current();
    });
  }, []);
}

/** The channel's p50. */
export function StripNumber({ id }: { readonly id: ChannelId }) {
  const value = useRef<HTMLElement>(null);
  const unit = useRef<HTMLElement>(null);
  const kind = useRef<HTMLElement>(null);
  useReadable(
    () => {
      const time = formatTime(telemetry[id].p50);
      if (value.current) value.current.textContent = time.value;
      if (unit.current) unit.current.textContent = time.unit;
      const isRecorded = telemetry[id].provenance === 'recorded';
      if (kind.current) kind.current.textContent = isRecorded ? strings.mixer.recorded : strings.mixer.p50;
    },
    () => telemetry[id].version,
  );
  return (
    <>
      <b ref={value}>{strings.mixer.none}</b>
      <small ref={unit} />
      <small ref={kind} className="p50">
        {strings.mixer.p50}
      </small>
    </>
  );
}

export function TotalRuns() {
  const text = useRef<HTMLSpanElement>(null);
  useReadable(() => {
    const runs = CHANNEL_IDS.reduce((sum, id) => sum + telemetry[id].runs, 0);
    if (text.current) text.current.textContent = runs === 0 ? '' : strings.mixer.runs(runs);
  }, telemetryVersion);
  return <span className="verdict good" ref={text} />;
}
