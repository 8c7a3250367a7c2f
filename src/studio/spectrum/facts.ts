import type { ChannelId } from '../../session';
import { formatBytes, formatCount, formatPercent, formatTime } from '../format';
import { formatWhen } from '../keeping/format-when';
import { strings } from '../strings';
import type { Recorded } from '../telemetry';
import { type Bar, formatPeriod } from './draw';
import type { Moment } from './moments';

const words = strings.spectrum;

/** A time with its unit, in one text. */
export function timeText(milliseconds: number): string {
  const { value, unit } = formatTime(milliseconds);
  return unit ? `${value} ${unit}` : value;
}

/** Runs a second at the median. */
export function throughputText({ p50 }: Bar): string {
  const perSecond = 1000 / p50;
  return Number.isFinite(perSecond) ? `${formatCount(perSecond)}/s` : strings.mixer.none;
}

/** Where a figure comes from; of a recorded one, when and on which machine as well. */
export function provenanceText({ provenance, recorded, remark }: Bar): string {
  if (recorded) return words.recordedAt(formatWhen(recorded.time), machineText(recorded));
  return provenance ? words.provenance[provenance] : remark;
}

/** A machine is known by what it takes for a fixed kernel: that says more about figures than a name, and nothing about a person. */
export function machineText({ kernel }: Recorded): string {
  return kernel === undefined ? words.unknownMachine : words.machine(timeText(kernel / 1e6));
}

export function memoryText({ memory }: Bar): string {
  return Number.isFinite(memory) ? formatBytes(memory) : strings.mixer.none;
}

/** The labelled resonances of a channel, harmonics left out; a dash where there are none, a reason where none can be. */
export function resonanceText(moment: Moment, id: ChannelId): string {
  const found = moment.resonances[id];
  if (!found) return strings.mixer.none;
  const peaks = found.peaks.filter(({ harmonicOf }) => harmonicOf === undefined);
  return peaks.length === 0 ? words.noResonance : peaks.map(({ period }) => formatPeriod(period)).join(', ');
}

/** All figures of a channel, each with its name. */
export function barFacts(moment: Moment, id: ChannelId): readonly (readonly [string, string])[] {
  const bar = moment.bars.find((each) => each.id === id);
  if (!bar) return [];
  const { columns } = words;
  if (!Number.isFinite(bar.p50)) return [[columns.from, provenanceText(bar)]];
  const figures = [
    [columns.p50, timeText(bar.p50)],
    [columns.p95, timeText(bar.p95)],
    [columns.throughput, throughputText(bar)],
    [columns.from, provenanceText(bar)],
  ] as const;
  // Of an earlier measurement no more than that is known.
  if (bar.recorded) return figures;
  return [
    ...figures,
    [columns.success, words.successOf(formatPercent(bar.success), bar.checked)],
    [columns.samples, words.samplesOf(formatCount(bar.samples), formatCount(bar.runs))],
    [columns.memory, memoryText(bar)],
    [columns.resonance, resonanceText(moment, id)],
  ];
}
