import type { BackendId } from '../backends';
import type { MeasuredSettings } from '../measure';
import { defaultEffects, openPasses, type Preset, presetEffects } from '../session';

export type Modes = Readonly<Record<BackendId, readonly [string, ...string[]]>>;

/** What a new channel starts with. */
export function defaultSettings(backend: BackendId, modes: Modes): MeasuredSettings {
  return atLevel(
    { level: 0.5, parallel: 1, unsafe: false, mode: modes[backend][0], dialect: 'duckdb', passes: [] },
    0.5,
  );
}

/** The same settings at another level, which opens another share of the rack. */
export function atLevel(settings: MeasuredSettings, level: number): MeasuredSettings {
  return { ...settings, level, passes: openPasses(defaultEffects(), level) };
}

/** What a preset makes of a channel. */
export function presetSettings(preset: Preset, backend: BackendId, modes: Modes): MeasuredSettings {
  const mode =
    preset.mode !== undefined && modes[backend].includes(preset.mode) ? preset.mode : modes[backend][0];
  const { level, parallel, unsafe } = preset;
  const passes = openPasses(presetEffects(preset), level);
  return { level, parallel, unsafe, mode, dialect: preset.dialect ?? 'duckdb', passes };
}

/** What a change of settings is called, in words. */
export function describeChange(before: MeasuredSettings, after: MeasuredSettings): string {
  const changes: string[] = [];
  if (before.level !== after.level) changes.push(`level ${before.level} to ${after.level}`);
  if (before.parallel !== after.parallel)
    changes.push(
      after.parallel > 1 ? `${after.parallel} threads instead of ${before.parallel}` : 'one thread',
    );
  if (before.unsafe !== after.unsafe) changes.push(after.unsafe ? 'checks off' : 'checks on');
  if (before.mode !== after.mode) changes.push(`${after.mode} instead of ${before.mode}`);
  const patch = (settings: MeasuredSettings) => settings.passes.join(', ');
  if (changes.length === 0 && patch(before) !== patch(after))
    changes.push(`passes: ${patch(after) || 'none'}`);
  return changes.join('; ') || 'nothing';
}
