import type { BackendId } from '../../backends';
import type { Measurement } from '../../measure';
import type { AskedForecast } from '../inference';
import { AdaptiveCoverage } from '../predictive-morphing/conformal';
import type { Forecast, Known } from '../predictive-morphing/types';
import { adapted } from './adapt';

type Said = Extract<Forecast, { kind: 'forecast' }>;

/** What was said of a change before it was measured, and what it came to. */
export interface Outcome {
  /** Hash of the program. */
  readonly program: string;
  readonly before: Known;
  readonly after: Known;
  readonly forecast: Said;
  /** Whether the measured median lies in the interval. */
  readonly covered: boolean;
}

/**
 * What makes two cells the same: the level matters by the passes that it opens, the dialect to SQL only.
 */
export function cellKey({ backend, settings, size }: AskedForecast): string {
  const { parallel, unsafe, mode, dialect, passes } = settings;
  return JSON.stringify([backend, size, parallel, unsafe, mode, backend === 'sql' ? dialect : '', passes]);
}

/** Measurements that a forecast may start from. */
const MOST_KNOWN = 48;
/** Programs whose measurements are remembered. */
const MOST_PROGRAMS = 16;

/**
 * Forecasts of one program at a time beside what was measured of it: which ones are to be asked for, what they said, and
 * what came of them.
 */
export class ForecastBook {
  private readonly coverage = new AdaptiveCoverage();
  /** By hash, then by cell. */
  private readonly measured = new Map<string, Map<string, Known>>();
  /** The latest measurement of each program on each backend. */
  private readonly latest = new Map<string, Known>();
  private readonly forecasts = new Map<
    string,
    { readonly forecast: Forecast; readonly generation: number }
  >();
  private hash: string | undefined;
  /** Counts up when forecasts could come out otherwise. */
  private generation = 0;

  /** Another program, or other inputs: nothing that was said holds. Its hash comes with its first forecasts. */
  turn(): void {
    this.hash = undefined;
    this.forecasts.clear();
    this.generation++;
  }

  /** Another model: everything is asked anew; until then the old answers stand. */
  refresh(): void {
    this.generation++;
  }

  /** Cells that have no forecast yet, or one from before the last measurement; each once. */
  missing(cells: readonly AskedForecast[]): readonly AskedForecast[] {
    const found = new Map<string, AskedForecast>();
    for (const cell of cells) {
      const key = cellKey(cell);
      if (this.forecasts.get(key)?.generation !== this.generation) found.set(key, cell);
    }
    return [...found.values()];
  }

  /** @param generation that they were asked in, see `now` */
  put(
    hash: string,
    generation: number,
    cells: readonly AskedForecast[],
    forecasts: readonly Forecast[],
  ): void {
    this.hash = hash;
    for (const [i, cell] of cells.entries()) {
      const forecast = forecasts[i];
      if (forecast) this.forecasts.set(cellKey(cell), { forecast, generation });
    }
  }

  get now(): number {
    return this.generation;
  }

  /** What is said of a cell, with its interval as the last answers ask for it; undefined before it was asked. */
  of(cell: AskedForecast): Forecast | undefined {
    const forecast = this.forecasts.get(cellKey(cell))?.forecast;
    return forecast?.kind === 'forecast' ? adapted(forecast, this.coverage.nominal) : forecast;
  }

  /** What was measured of the open program, the latest last. */
  known(): readonly Known[] {
    return this.hash === undefined ? [] : [...(this.measured.get(this.hash)?.values() ?? [])];
  }

  /** What a cell took when it was last measured. */
  measuredOf(cell: AskedForecast): Known | undefined {
    return this.hash === undefined ? undefined : this.measured.get(this.hash)?.get(cellKey(cell));
  }

  /**
   * Takes a measurement.
   * @returns what came of a forecast; undefined where none was made, nothing was measured there before it, or this very
   * cell was measured already: remembering is no forecast
   */
  take(measurement: Measurement): Outcome | undefined {
    const { program, backend, settings, size, summary, mode, verdict } = measurement;
    const isAnswer = verdict.kind === 'equal' || verdict.kind === 'reference';
    if (!summary || mode !== 'service' || !isAnswer) return undefined;
    const after: Known = { backend, settings, size, p50: summary.p50, p95: summary.p95 };
    const key = cellKey(after);
    const cells = this.cellsOf(program);
    const before = this.latest.get(placeOf(program, backend));
    const isNew = !cells.has(key);
    const forecast = program === this.hash ? this.of(after) : undefined;
    cells.delete(key);
    cells.set(key, after);
    const [oldest] = cells.keys();
    if (cells.size > MOST_KNOWN && oldest !== undefined) cells.delete(oldest);
    this.latest.set(placeOf(program, backend), after);
    if (program === this.hash) this.generation++;
    if (!isNew || !before || forecast?.kind !== 'forecast') return undefined;
    const covered = after.p50 >= forecast.low && after.p50 <= forecast.high;
    this.coverage.observe(covered);
    return { program, before, after, forecast, covered };
  }

  private cellsOf(program: string): Map<string, Known> {
    const cells = this.measured.get(program) ?? new Map<string, Known>();
    this.measured.delete(program);
    this.measured.set(program, cells);
    const [oldest] = this.measured.keys();
    if (this.measured.size > MOST_PROGRAMS && oldest !== undefined) this.measured.delete(oldest);
    return cells;
  }
}

function placeOf(program: string, backend: BackendId): string {
  return `${program} ${backend}`;
}
