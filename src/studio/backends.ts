import { CHANNEL_IDS, type ChannelId, perChannel } from '../session';

/** How a channel shows itself. The mixer, the tabs and the charts all read it here. */
export interface ChannelLook {
  readonly id: ChannelId;
  /** Custom property with the channel's hue. */
  readonly hue: string;
  /** A name for where there is little room. */
  readonly short: string;
  /** The idioms that the backend prints, first the one it starts with. */
  readonly modes: readonly [string, ...string[]];
  /** Whether its programs can use more than one thread. */
  readonly hasThreads: boolean;
}

const SHORT: Readonly<Record<ChannelId, string>> = {
  python: 'Python',
  typescript: 'TS',
  wasm: 'Wasm',
  sql: 'SQL',
  rust: 'Rust',
  julia: 'Julia',
  go: 'Go',
  csharp: 'C#',
};

const MODES: Readonly<Record<ChannelId, readonly [string, ...string[]]>> = {
  python: ['comprehension', 'loops'],
  typescript: ['loops', 'pipeline'],
  wasm: ['loops', 'functions'],
  sql: ['subqueries', 'ctes'],
  rust: ['iterators', 'loops'],
  julia: ['functional', 'loops', 'broadcast'],
  go: ['loops', 'pipeline'],
  csharp: ['method', 'query', 'loops'],
};

const ONE_THREAD: ReadonlySet<ChannelId> = new Set(['python', 'sql']);

export const LOOKS: Readonly<Record<ChannelId, ChannelLook>> = perChannel((id) => ({
  id,
  hue: `var(--${id})`,
  short: SHORT[id],
  modes: MODES[id],
  hasThreads: !ONE_THREAD.has(id),
}));

export const DEFAULT_MODES: Readonly<Record<ChannelId, string>> = perChannel((id) => MODES[id][0]);

export const ALL_LOOKS: readonly ChannelLook[] = CHANNEL_IDS.map((id) => LOOKS[id]);
