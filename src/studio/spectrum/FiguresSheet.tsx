import { useState } from 'react';
import { useStore } from 'zustand';
import { barsAndBeats } from '../../clock';
import { CHANNEL_IDS, parameterById, type SessionDocument } from '../../session';
import { Dialog } from '../commands/Dialog';
import { strings } from '../strings';
import { useDocument } from '../studio';
import { traces } from '../trace';
import { beatNow } from '../transport';
import { Differences } from './Compare';
import { timeText } from './facts';
import { moments } from './moments';
import { useLiveMoment } from './SpectrumTable';
import { type Cells, ChannelTable, Figures, ResonanceTable, TurnTable } from './tables';

const words = strings.figures;
const SHEETS = ['channels', 'minute', 'resonances', 'compare', 'lanes', 'trace'] as const;

/** What every chart, meter and trace of the studio shows, as tables: one key away. */
export default function FiguresSheet({ onClose }: { readonly onClose: () => void }) {
  const [sheet, setSheet] = useState<(typeof SHEETS)[number]>('channels');
  const { frozen, a, b } = useStore(moments);
  const live = useLiveMoment(frozen === undefined);
  const moment = frozen ?? live;
  return (
    <Dialog title={words.title} className="figures-sheet" onClose={onClose}>
      <fieldset className="segments" aria-label={words.title}>
        {SHEETS.map((each) => (
          <button
            key={each}
            type="button"
            className="link"
            aria-pressed={sheet === each}
            onClick={() => setSheet(each)}
          >
            {words.sheets[each]}
          </button>
        ))}
      </fieldset>
      {sheet === 'channels' && <ChannelTable moment={moment} />}
      {sheet === 'minute' && <TurnTable moment={moment} />}
      {sheet === 'resonances' && <ResonanceTable moment={moment} />}
      {sheet === 'compare' &&
        (a && b ? <Differences a={a} b={b} /> : <p className="empty">{strings.spectrum.compare.about}</p>)}
      {sheet === 'lanes' && <LaneTable />}
      {sheet === 'trace' && <TraceTable />}
    </Dialog>
  );
}

/** The points of every automation lane. */
function LaneTable() {
  const lanes = useDocument((document) => document.lanes);
  const { columns } = words;
  return (
    <Figures
      label={words.sheets.lanes}
      columns={[columns.lane, columns.position, columns.value, columns.curve]}
      rows={lanes.flatMap(pointsOf)}
      empty={words.noLanes}
    />
  );
}

function pointsOf({ id, parameter, points }: SessionDocument['lanes'][number]): (readonly [string, Cells])[] {
  const moved = parameterById(parameter);
  return points.map(({ beat, value, curve }, i) => [
    `${id} ${i}`,
    [moved.label, positionText(beat), moved.text(moved.fromUnit(value)), curve],
  ]);
}

/** What was measured on each beat, the latest pass over it. */
function TraceTable() {
  const { columns } = words;
  const loop = useDocument((document) => document.loop);
  const last = Math.ceil(Math.max(loop.end, beatNow())) + 1;
  const rows = Array.from({ length: last }, (_, beat) =>
    CHANNEL_IDS.filter((id) => Number.isFinite(traces[id].p50(beat))).map((id): readonly [string, Cells] => [
      `${beat} ${id}`,
      [
        positionText(beat),
        strings.channel[id],
        timeText(traces[id].p50(beat)),
        timeText(traces[id].p95(beat)),
        strings.spectrum.timings[traces[id].timing(beat)],
      ],
    ]),
  ).flat();
  return (
    <Figures
      label={words.sheets.trace}
      columns={[columns.position, columns.channel, columns.p50, columns.p95, columns.timing]}
      rows={rows}
      empty={strings.spectrum.empty}
    />
  );
}

function positionText(at: number): string {
  const { bar, beat } = barsAndBeats(at);
  return `${bar}.${beat}`;
}
