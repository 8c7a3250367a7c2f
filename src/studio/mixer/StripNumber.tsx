import { useRef } from 'react';
import { CHANNEL_IDS, type ChannelId } from '../../session';
import { formatTime } from '../format';
import { formatWhen } from '../keeping/format-when';
import { useReadable } from '../readable';
import { machineText } from '../spectrum/facts';
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
      const { recorded } = telemetry[id];
      if (!kind.current) return;
      kind.current.textContent = recorded ? strings.mixer.recorded : strings.mixer.p50;
      kind.current.dataset.recorded = String(recorded !== undefined);
      kind.current.title = recorded
        ? strings.spectrum.recordedAt(formatWhen(recorded.time), machineText(recorded))
        : '';
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
