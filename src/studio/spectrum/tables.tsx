import type { ReactNode } from 'react';
import { CHANNEL_IDS } from '../../session';
import { formatCount, formatPercent } from '../format';
import { strings } from '../strings';
import { formatPeriod } from './draw';
import { memoryText, provenanceText, resonanceText, throughputText, timeText } from './facts';
import type { Moment } from './moments';
import { firstSince, WINDOW } from './waterfall';

const words = strings.spectrum;

export type Cells = readonly ReactNode[];

/** Figures in rows: the first cell of each names it. */
export function Figures({
  label,
  columns,
  rows,
  empty,
}: {
  readonly label: string;
  readonly columns: readonly string[];
  /** Each with a key of its own. */
  readonly rows: readonly (readonly [key: string, cells: Cells])[];
  readonly empty?: string;
}) {
  if (rows.length === 0 && empty) return <p className="empty">{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, [name, ...cells]]) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td key={columns[i + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function ChannelTable({ moment }: { readonly moment: Moment }) {
  const { columns } = words;
  return (
    <Figures
      label={words.viewNames.bars}
      columns={[
        columns.channel,
        columns.p50,
        columns.p95,
        columns.from,
        columns.throughput,
        columns.success,
        columns.samples,
        columns.memory,
        columns.resonance,
      ]}
      rows={moment.bars.map((bar) => [
        bar.id,
        [
          strings.channel[bar.id],
          timeText(bar.p50),
          timeText(bar.p95),
          provenanceText(bar),
          throughputText(bar),
          formatPercent(bar.success),
          formatCount(bar.samples),
          memoryText(bar),
          resonanceText(moment, bar.id),
        ],
      ])}
    />
  );
}

/** The turns of the last minute, the latest first. */
export function TurnTable({ moment }: { readonly moment: Moment }) {
  const { columns } = words;
  const now = moment.taken ?? performance.now();
  const rows = CHANNEL_IDS.flatMap((id) => {
    const turns = moment.turns[id];
    const from = firstSince(turns, now - WINDOW);
    return Array.from({ length: turns.total - from }, (_, i) => ({ id, turn: from + i, turns }));
  });
  rows.sort((a, b) => b.turns.time(b.turn) - a.turns.time(a.turn));
  return (
    <Figures
      label={words.viewNames.waterfall}
      columns={[columns.channel, columns.ago, columns.fastest, columns.p50, columns.p95]}
      rows={rows.map(({ id, turn, turns }) => [
        `${id} ${turn}`,
        [
          strings.channel[id],
          `${((now - turns.time(turn)) / 1000).toFixed(1)} s`,
          timeText(turns.low(turn)),
          timeText(turns.p50(turn)),
          timeText(turns.p95(turn)),
        ],
      ])}
      empty={words.empty}
    />
  );
}

export function ResonanceTable({ moment }: { readonly moment: Moment }) {
  const { columns } = words;
  const rows = CHANNEL_IDS.flatMap((id): readonly (readonly [string, Cells])[] => {
    const found = moment.resonances[id];
    const name = strings.channel[id];
    const none = strings.mixer.none;
    if (!found) return [[id, [name, none, none, none, none, words.noSpectrum]]];
    const rate = found.rate.toFixed(2);
    if (found.peaks.length === 0) return [[id, [name, none, none, none, rate, words.noResonance]]];
    return found.peaks.map(({ frequency, period, power, harmonicOf }) => [
      `${id} ${frequency}`,
      [
        name,
        formatPeriod(period),
        `${frequency.toFixed(2)} Hz`,
        `${power.toFixed(1)}×`,
        rate,
        harmonicOf === undefined ? words.peak : words.harmonic(harmonicOf.toFixed(2)),
      ],
    ]);
  });
  return (
    <Figures
      label={words.viewNames.resonances}
      columns={[
        columns.channel,
        columns.period,
        columns.frequency,
        columns.power,
        columns.rate,
        columns.kind,
      ]}
      rows={rows}
    />
  );
}
