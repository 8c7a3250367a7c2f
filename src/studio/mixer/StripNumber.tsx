import { useRef } from 'react';
import { CHANNEL_IDS, type ChannelId } from '../../session';
import { formatTime } from '../format';
import { useReadable } from '../readable';
import { strings } from '../strings';
import { telemetry, telemetryVersion } from '../telemetry';

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
