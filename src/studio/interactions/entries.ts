import type { UserAction } from '../../dataset';
import type { Entry } from '../../session';

export type Parameters = Readonly<Record<string, number | string | boolean | null>>;

/** Texts and structures longer than this are cut in the log. */
const LONGEST_TEXT = 20_000;
const LONGEST_JSON = 2_000;
const MOST_PARAMETERS = 200;

/** What kind of action a step was: told by what it changed, not by who words its label. */
export function actionOf({ patches, label }: Pick<Entry, 'patches' | 'label'>): UserAction {
  const touches = (name: string): boolean => patches.some(({ path }) => path[0] === name);
  const adds = (name: string): boolean =>
    patches.some(({ path, op }) => path[0] === name && (op === 'add' || path.length === 1));
  if (touches('program')) return touches('title') ? 'open_program' : 'edit_program';
  if (adds('scenes')) return 'scene_store';
  if (touches('channels') && touches('macros')) return 'scene_launch';
  if (label.startsWith('Scene ')) return 'scene_launch';
  if (label.startsWith('Preset ')) return 'preset';
  return 'change';
}

/** The new values of a step by the place in the document where they lie: `channels/rust/level`. */
export function parametersOf(patches: Entry['patches']): Parameters {
  const pairs = patches.slice(0, MOST_PARAMETERS).map(({ path, value }) => [path.join('/'), plain(value)]);
  return Object.fromEntries(pairs) as Parameters;
}

function plain(value: unknown): number | string | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.slice(0, LONGEST_TEXT);
  return JSON.stringify(value).slice(0, LONGEST_JSON);
}
