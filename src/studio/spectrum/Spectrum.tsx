import { useEffect, useRef, useState } from 'react';
import { CHANNEL_IDS } from '../../session';
import { type Surface, useSurface } from '../canvas';
import { verdicts } from '../engine/results';
import { formatPercent, formatTime } from '../format';
import { Panel } from '../shell/Panel';
import { strings } from '../strings';
import { frames, useView, view } from '../studio';
import { telemetry, telemetryVersion } from '../telemetry';
import { type Bar, decades, drawSpectrum } from './draw';

const words = strings.spectrum;
/** Bars glide to a new value with this time constant, in ms. */
const GLIDE = 90;
const TABLE_EVERY = 500;

export function Spectrum() {
  const asTable = useView((state) => state.spectrumTable);
  const [frozen, setFrozen] = useState<readonly Bar[]>();
  return (
    <Panel
      id="spectrum"
      title={words.title}
      fact={
        <>
          <span>{words.fact}</span>
          <button
            type="button"
            className="link"
            aria-pressed={frozen !== undefined}
            onClick={() => setFrozen(frozen ? undefined : currentBars())}
          >
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
      {asTable ? <SpectrumTable frozen={frozen} /> : <SpectrumChart frozen={frozen} />}
    </Panel>
  );
}

function currentBars(): readonly Bar[] {
  const states = verdicts.getState();
  return CHANNEL_IDS.map((id) => {
    const { p50, p95, success, provenance } = telemetry[id];
    const { kind } = states[id];
    return { id, p50, p95, success, provenance, remark: strings.verdict[kind] };
  });
}

function SpectrumChart({ frozen }: { readonly frozen: readonly Bar[] | undefined }) {
  const surface = useRef<Surface>(undefined);
  const dirty = useRef(true);
  const canvas = useSurface((next) => {
    surface.current = next;
    dirty.current = true;
  });

  useEffect(() => {
    dirty.current = true;
    let version = -1;
    let shown: Bar[] = [];
    let range: readonly [number, number] | undefined;
    const stop = frames.subscribe((_, elapsed) => {
      const now = telemetryVersion();
      if (now !== version) dirty.current = true;
      version = now;
      if (!dirty.current || !surface.current) return;
      const goal = frozen ?? currentBars();
      const domain = decades(goal.flatMap(({ p50, p95 }) => [p50, p95]));
      // A new axis makes the old heights meaningless, so nothing glides across it.
      const still = range?.[0] !== domain[0] || range[1] !== domain[1];
      range = domain;
      const share = still ? 1 : 1 - Math.exp(-elapsed / GLIDE);
      shown = goal.map((bar, index) => glide(shown[index], bar, share));
      drawSpectrum(surface.current, shown, domain);
      dirty.current = shown.some((bar, index) => distance(bar, goal[index]) > 0.002);
    });
    const unsubscribe = verdicts.subscribe(() => {
      dirty.current = true;
    });
    return () => {
      stop();
      unsubscribe();
    };
  }, [frozen]);

  return (
    <div className="chart">
      <canvas ref={canvas} role="img" aria-label={words.label} />
    </div>
  );
}

/** Moves a bar a share of the way to its goal, on the log axis. */
function glide(from: Bar | undefined, goal: Bar, share: number): Bar {
  const move = (start: number | undefined, end: number): number =>
    start === undefined || !Number.isFinite(start) ? end : start * (end / start) ** share;
  return { ...goal, p50: move(from?.p50, goal.p50), p95: move(from?.p95, goal.p95) };
}

function distance(bar: Bar, goal: Bar | undefined): number {
  const between = (a: number, b: number): number => (Number.isFinite(a + b) ? Math.abs(Math.log(a / b)) : 0);
  return goal ? Math.max(between(bar.p50, goal.p50), between(bar.p95, goal.p95)) : 1;
}

/** The same figures in a table, refreshed twice a second at most. */
function SpectrumTable({ frozen }: { readonly frozen: readonly Bar[] | undefined }) {
  const [bars, setBars] = useState(frozen ?? currentBars());
  useEffect(() => {
    if (frozen) {
      setBars(frozen);
      return;
    }
    let version = -1;
    let read = 0;
    return frames.subscribe((time) => {
      const now = telemetryVersion();
      if (now === version || time - read < TABLE_EVERY) return;
      version = now;
      read = time;
      setBars(currentBars());
    });
  }, [frozen]);
  return (
    <div className="table-scroll">
      <table className="figures">
        <thead>
          <tr>
            {words.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.id}>
              <th scope="row">{strings.channel[bar.id]}</th>
              <td>{time(bar.p50)}</td>
              <td>{time(bar.p95)}</td>
              <td>{formatPercent(bar.success)}</td>
              <td>{telemetry[bar.id].runs}</td>
              <td>{bar.provenance ? words.provenance[bar.provenance] : bar.remark}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function time(milliseconds: number): string {
  const { value, unit } = formatTime(milliseconds);
  return unit ? `${value} ${unit}` : value;
}
