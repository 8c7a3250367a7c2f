import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { SPECTRUM_VIEWS } from '../../session';
import { reducedMotion } from '../motion';
import { Panel } from '../shell/Panel';
import { strings } from '../strings';
import { useDocument, useView, view } from '../studio';
import { BarsChart } from './BarsChart';
import { Compare } from './Compare';
import { createResonances } from './draw-resonances';
import { LaneChart } from './LaneChart';
import { currentMoment, type Moment, moments, toggleFreeze } from './moments';
import { resonancesVersion, watchResonances } from './resonances';
import { SpectrumTable } from './SpectrumTable';
import { createWaterfall } from './waterfall';

const words = strings.spectrum;

/** The measurements of all channels: as bars, over the last minute, over frequency, and one moment against another. */
export function Spectrum() {
  const shown = useView((state) => state.spectrumView);
  const asTable = useView((state) => state.spectrumTable);
  const frozen = useStore(moments, (state) => state.frozen);
  const timing = useDocument((document) => document.timing);
  useEffect(watchResonances, []);
  const Chart = CHARTS[shown];
  return (
    <Panel
      id="spectrum"
      title={words.title}
      fact={
        <>
          <fieldset className="segments" aria-label={words.views}>
            {SPECTRUM_VIEWS.map((each) => (
              <button
                key={each}
                type="button"
                className="link"
                aria-pressed={shown === each}
                onClick={() => view.setState({ spectrumView: each })}
              >
                {words.viewNames[each]}
              </button>
            ))}
          </fieldset>
          <button type="button" className="link" aria-pressed={frozen !== undefined} onClick={toggleFreeze}>
            {words.freeze}
          </button>
          <button
            type="button"
            className="link"
            aria-pressed={asTable}
            onClick={() => view.setState({ spectrumTable: !asTable })}
          >
            {words.table}
          </button>
        </>
      }
    >
      {asTable && shown !== 'compare' ? (
        <SpectrumTable view={shown} frozen={frozen} />
      ) : (
        <Chart frozen={frozen} />
      )}
      <p className="chart-caption">
        {frozen && <b>{words.frozen}</b>}
        {words.captions[shown](words.timings[timing])}
      </p>
    </Panel>
  );
}

const CHARTS = {
  bars: BarsChart,
  waterfall: Waterfall,
  resonances: ResonanceChart,
  compare: Compare,
} as const;

interface ChartProps {
  readonly frozen: Moment | undefined;
}

function Waterfall({ frozen }: ChartProps) {
  const painter = useMemo(() => createWaterfall(frozen ?? currentMoment(), reducedMotion), [frozen]);
  return <LaneChart label={words.waterfallLabel} painter={painter} />;
}

function ResonanceChart({ frozen }: ChartProps) {
  const painter = useMemo(() => {
    const moment = frozen ?? currentMoment();
    return createResonances({ ...moment, version: frozen ? () => 0 : resonancesVersion });
  }, [frozen]);
  return <LaneChart label={words.resonancesLabel} painter={painter} />;
}
