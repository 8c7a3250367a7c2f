import { useEffect, useState } from 'react';
import type { SpectrumView } from '../../session';
import { frames } from '../studio';
import { telemetryVersion } from '../telemetry';
import { currentMoment, type Moment } from './moments';
import { resonancesVersion } from './resonances';
import { ChannelTable, ResonanceTable, TurnTable } from './tables';

/** A table is read, not watched: it is renewed at most this often, in ms. */
const EVERY = 500;

const TABLES = { bars: ChannelTable, waterfall: TurnTable, resonances: ResonanceTable } as const;

/** The figures of a chart in a table. */
export function SpectrumTable({
  view,
  frozen,
}: {
  readonly view: Exclude<SpectrumView, 'compare'>;
  readonly frozen: Moment | undefined;
}) {
  const live = useLiveMoment(frozen === undefined);
  const Table = TABLES[view];
  return <Table moment={frozen ?? live} />;
}

/** What is measured, renewed twice a second at most; a table is the one place where React follows telemetry. */
export function useLiveMoment(isLive: boolean): Moment {
  const [moment, setMoment] = useState(currentMoment);
  useEffect(() => {
    if (!isLive) return;
    let version = -1;
    let read = 0;
    return frames.subscribe((time) => {
      const now = telemetryVersion() + resonancesVersion();
      if (now === version || time - read < EVERY) return;
      version = now;
      read = time;
      setMoment(currentMoment());
    });
  }, [isLive]);
  return moment;
}
