import { hasAutomation } from '../../clock';
import type { AskedForecast } from '../../plugins/inference';
import { cellKey } from '../../plugins/online';
import { audible, CHANNEL_IDS, type ChannelId, openPasses, type SessionDocument } from '../../session';

/** A channel between two changes of what it plays. */
export interface Stretch {
  readonly channel: ChannelId;
  /** Beats, the first within and the last without. */
  readonly from: number;
  readonly to: number;
  readonly cell: AskedForecast;
  /** What it played before; undefined at the left end of the window. */
  readonly before: AskedForecast | undefined;
}

/** What a channel plays with the settings of a document. */
export function cellOf({ channels, n }: SessionDocument, id: ChannelId): AskedForecast {
  const { level, parallel, unsafe, mode, dialect, effects } = channels[id];
  const settings = { level, parallel, unsafe, mode, dialect, passes: openPasses(effects, level) };
  return { backend: id, settings, size: n };
}

/** More bands than these can't be told apart. */
const MOST_CHANNELS = 3;
/** Places of the window that are looked at; further out, only every second or fourth beat is. */
const MOST_PLACES = 256;

/**
 * What the channels play over a window of the timeline: the one that is in hand first, then others whose settings change
 * there.
 * @param settingsAt the document as the timeline has it at a beat
 */
export function stretchesOf(
  document: SessionDocument,
  { start, beats }: { readonly start: number; readonly beats: number },
  inHand: ChannelId,
  settingsAt: (document: SessionDocument, beat: number) => SessionDocument,
): readonly Stretch[] {
  const [first, last] = [Math.floor(start), Math.ceil(start + beats)];
  const isStill = document.clips.length === 0 && !hasAutomation(document);
  const step = isStill ? last - first : Math.max(1, Math.ceil(beats / MOST_PLACES));
  const places: { readonly beat: number; readonly settings: SessionDocument }[] = [];
  for (let beat = first; beat < last; beat += step)
    places.push({ beat, settings: settingsAt(document, beat) });
  const rows = [inHand, ...CHANNEL_IDS.filter((id) => id !== inHand)].map((channel) => {
    const stretches: Stretch[] = [];
    for (const { beat, settings } of places) {
      const cell = cellOf(settings, channel);
      const open = stretches.at(-1);
      if (open && cellKey(open.cell) === cellKey(cell)) continue;
      if (open) stretches[stretches.length - 1] = { ...open, to: beat };
      stretches.push({ channel, from: beat, to: last, cell, before: open?.cell });
    }
    const isShown = channel === inHand || stretches.length > 1;
    return isShown && audible(document.channels, channel) ? stretches : [];
  });
  return rows
    .filter((row) => row.length > 0)
    .slice(0, MOST_CHANNELS)
    .flat();
}

/** One thing that is other than before. */
export type Change =
  | { readonly what: 'n' | 'parallel' | 'level'; readonly from: number; readonly to: number }
  | { readonly what: 'unsafe'; readonly to: boolean }
  | { readonly what: 'mode' | 'dialect'; readonly to: string }
  | { readonly what: 'passes' };

/** What is other in a cell than in the one before it, the most telling first. */
export function changesOf(before: AskedForecast, after: AskedForecast): readonly Change[] {
  const [a, b] = [before.settings, after.settings];
  const changes: Change[] = [];
  if (a.parallel !== b.parallel) changes.push({ what: 'parallel', from: a.parallel, to: b.parallel });
  if (a.unsafe !== b.unsafe) changes.push({ what: 'unsafe', to: b.unsafe });
  if (a.mode !== b.mode) changes.push({ what: 'mode', to: b.mode });
  if (after.backend === 'sql' && a.dialect !== b.dialect) changes.push({ what: 'dialect', to: b.dialect });
  if (before.size !== after.size) changes.push({ what: 'n', from: before.size, to: after.size });
  const isOther = a.passes.join() !== b.passes.join();
  if (isOther && a.level !== b.level) changes.push({ what: 'level', from: a.level, to: b.level });
  else if (isOther) changes.push({ what: 'passes' });
  return changes;
}
