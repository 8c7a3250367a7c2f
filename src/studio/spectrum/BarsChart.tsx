import { useEffect, useRef } from 'react';
import { CHANNEL_IDS, type ChannelId } from '../../session';
import { type Surface, useSurface } from '../canvas';
import { verdicts } from '../engine/results';
import { strings } from '../strings';
import { frames, view } from '../studio';
import { telemetryVersion } from '../telemetry';
import { type Bar, type Domain, decades, drawBars } from './draw';
import { barFacts } from './facts';
import { currentMoment, type Moment } from './moments';
import { type Resonances, resonancesVersion } from './resonances';

/** Bars glide to a new value with this time constant, in ms. */
const GLIDE = 90;
/** Glides end when they are this close, as a ratio. */
const CLOSE = 1.002;
/** The figures of a bar are renewed at most this often, in ms. */
const FACTS_EVERY = 500;

/** Bars per channel, and over each a button that tells its figures. */
export function BarsChart({ frozen }: { readonly frozen: Moment | undefined }) {
  const surface = useRef<Surface>(undefined);
  /** Something other than a measurement changed what is to be seen. */
  const dirty = useRef(true);
  const chosen = useRef<ChannelId>(undefined);
  const tip = useRef<HTMLDivElement>(null);
  const canvas = useSurface((next) => {
    surface.current = next;
    dirty.current = true;
  });

  useEffect(() => {
    let version = Number.NaN;
    let domain: Domain = [Number.NaN, Number.NaN];
    let bars: readonly Bar[] = [];
    let told = 0;
    let toldOf: ChannelId | undefined;
    let moving = false;
    const heights = new Float64Array(2 * CHANNEL_IDS.length).fill(Number.NaN);
    const goals = new Float64Array(heights.length);
    const periods = new Float64Array(CHANNEL_IDS.length);
    dirty.current = true;

    function read(): void {
      const moment = frozen ?? currentMoment();
      bars = moment.bars;
      bars.forEach((bar, i) => {
        goals[2 * i] = bar.p50;
        goals[2 * i + 1] = bar.p95;
        periods[i] = firstPeriod(moment.resonances, bar.id);
      });
      const next = decades(Array.from(goals));
      // A new axis makes the old heights meaningless, so nothing glides across it.
      if (next[0] !== domain[0] || next[1] !== domain[1]) heights.set(goals);
      domain = next;
    }

    function tell(time: number): void {
      const id = chosen.current;
      if (!tip.current || (id === toldOf && (id === undefined || time - told < FACTS_EVERY))) return;
      told = time;
      toldOf = id;
      tip.current.hidden = id === undefined;
      if (id === undefined) return;
      const moment = frozen ?? currentMoment();
      tip.current.dataset.side = CHANNEL_IDS.indexOf(id) < CHANNEL_IDS.length / 2 ? 'right' : 'left';
      writeFacts(tip.current, strings.channel[id], barFacts(moment, id));
    }

    const stop = frames.subscribe((time, elapsed) => {
      tell(time);
      const now = frozen ? 0 : telemetryVersion() + resonancesVersion();
      const isNew = now !== version;
      version = now;
      if (!surface.current || !(isNew || dirty.current || moving)) return;
      if (isNew || dirty.current) read();
      dirty.current = false;
      moving = glide(heights, goals, 1 - Math.exp(-elapsed / GLIDE));
      drawBars(surface.current, bars, heights, domain, { periods, chosen: chosen.current });
    });
    const unsubscribe = verdicts.subscribe(() => {
      dirty.current = true;
    });
    return () => {
      stop();
      unsubscribe();
    };
  }, [frozen]);

  const choose = (id: ChannelId | undefined): void => {
    chosen.current = id;
    dirty.current = true;
  };
  return (
    <div className="chart">
      <canvas ref={canvas} role="img" aria-label={strings.spectrum.label} />
      <div className="bar-buttons">
        {CHANNEL_IDS.map((id) => (
          <button
            key={id}
            type="button"
            aria-label={strings.spectrum.barLabel(strings.channel[id])}
            aria-describedby="bar-facts"
            onPointerEnter={() => choose(id)}
            onPointerLeave={() => choose(undefined)}
            onFocus={() => choose(id)}
            onBlur={() => choose(undefined)}
            onClick={() => view.setState({ tab: id })}
          />
        ))}
      </div>
      <div ref={tip} id="bar-facts" className="bar-facts" role="tooltip" hidden />
    </div>
  );
}

function firstPeriod(resonances: Resonances, id: ChannelId): number {
  return resonances[id]?.peaks[0]?.period ?? Number.NaN;
}

/** Moves heights a share of the way to their goals, on the log axis. @returns whether any is still on its way */
function glide(heights: Float64Array, goals: Float64Array, share: number): boolean {
  let moving = false;
  for (let i = 0; i < goals.length; i++) {
    const [from, to] = [heights[i] ?? Number.NaN, goals[i] ?? Number.NaN];
    const ratio = to / from;
    const isFar = ratio > CLOSE || ratio < 1 / CLOSE;
    heights[i] = isFar ? from * ratio ** share : to;
    moving ||= isFar;
  }
  return moving;
}

/** Written by hand: what a pointer rests on changes with every beat, and must not make React render. */
function writeFacts(tip: HTMLElement, title: string, facts: readonly (readonly [string, string])[]): void {
  const heading = document.createElement('strong');
  heading.textContent = title;
  const list = document.createElement('dl');
  for (const [name, value] of facts) {
    const term = document.createElement('dt');
    term.textContent = name;
    const description = document.createElement('dd');
    description.textContent = value;
    list.append(term, description);
  }
  tip.replaceChildren(heading, list);
}
