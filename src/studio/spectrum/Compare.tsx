import { useStore } from 'zustand';
import { barsAndBeats } from '../../clock';
import { type Difference, FEWEST_TURNS } from '../../measure';
import { CHANNEL_IDS } from '../../session';
import { formatCount } from '../format';
import { strings } from '../strings';
import { logShare } from './draw';
import { timeText } from './facts';
import { clearMoments, compareChannel, type Moment, moments, type Slot, storeMoment } from './moments';
import { Figures } from './tables';

const words = strings.spectrum.compare;
const SLOTS = ['a', 'b'] as const satisfies readonly Slot[];

/** Two moments against each other: what the second takes, as a multiple of the first, with its interval. */
export function Compare() {
  const kept = useStore(moments);
  const { a, b } = kept;
  return (
    <div className="compare">
      <div className="compare-slots">
        {SLOTS.map((slot) => (
          <button key={slot} type="button" className="button" onClick={() => storeMoment(slot)}>
            <b>{words.store[slot]}</b>
            <small>{summaryOf(kept[slot])}</small>
          </button>
        ))}
        <button type="button" className="link" disabled={!a && !b} onClick={clearMoments}>
          {words.clear}
        </button>
      </div>
      {a && b ? <Differences a={a} b={b} /> : <p className="empty">{a || b ? words.another : words.about}</p>}
    </div>
  );
}

function summaryOf(moment: Moment | undefined): string {
  if (!moment) return words.empty;
  const { bar, beat } = barsAndBeats(moment.beat);
  return words.stored(moment.title, `${bar}.${beat}`, formatCount(moment.n));
}

/** The channels of one moment against those of another. */
export function Differences({ a, b }: { readonly a: Moment; readonly b: Moment }) {
  const rows = CHANNEL_IDS.map((id) => ({ id, difference: compareChannel(a, b, id) }));
  const found = rows.flatMap(({ difference }) => difference ?? []);
  const reach = Math.max(1.5, ...found.flatMap(({ low, high }) => [1 / low, high]));
  const { columns } = words;
  const median = (moment: Moment, id: string): string =>
    timeText(moment.bars.find((bar) => bar.id === id)?.p50 ?? Number.NaN);
  return (
    <>
      {a.source !== b.source && <p className="compare-note">{words.otherProgram}</p>}
      <Figures
        label={strings.spectrum.viewNames.compare}
        columns={[columns.channel, columns.a, columns.b, columns.ratio, columns.interval, columns.verdict]}
        rows={rows.map(({ id, difference }) => [
          id,
          [
            strings.channel[id],
            median(a, id),
            median(b, id),
            difference ? words.times(difference.ratio) : strings.mixer.none,
            difference ? <Interval key={id} difference={difference} reach={reach} hue={id} /> : null,
            verdict(difference),
          ],
        ])}
      />
    </>
  );
}

function verdict(difference: Difference | undefined): string {
  if (!difference) return words.tooFew(FEWEST_TURNS);
  if (!difference.different) return words.same;
  return difference.ratio > 1 ? words.slower : words.faster;
}

/** Where the true ratio lies, on a log axis around "the same". */
function Interval({
  difference: { low, high, ratio },
  reach,
  hue,
}: {
  readonly difference: Difference;
  readonly reach: number;
  readonly hue: string;
}) {
  const x = (value: number): number => 100 * logShare(value, [1 / reach, reach]);
  return (
    <span className="interval">
      <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
        <line className="same" x1="50" x2="50" y1="0" y2="16" />
        <line
          x1={x(low)}
          x2={Math.max(x(high), x(low) + 0.5)}
          y1="8"
          y2="8"
          stroke={`var(--${hue})`}
          strokeWidth="5"
        />
        <line x1={x(ratio)} x2={x(ratio)} y1="2" y2="14" stroke="var(--text)" />
      </svg>
      {words.interval(low, high)}
    </span>
  );
}
