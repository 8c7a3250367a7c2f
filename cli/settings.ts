import { type Backend, DEFAULT_SETTINGS, type EmitSettings, type SqlDialect } from '../src/backends';
import type { Program } from '../src/language';
import { applyPatch, type Patch, parsePatch, patchOf } from '../src/optimizer';
import { defaultEffects, openPasses, PRESETS, presetEffects } from '../src/session';
import type { Target } from './targets';

/** The options that set one channel, as on a mixer strip. */
export interface ChannelOptions {
  readonly preset?: string;
  readonly level?: number;
  readonly parallel?: number;
  readonly unsafe?: boolean;
  readonly mode?: string;
  readonly dialect?: SqlDialect;
  /** An explicit list of passes instead of what the level opens. */
  readonly patch?: string;
}

export interface Channel {
  readonly settings: EmitSettings;
  readonly patch: Patch;
}

/** A channel's settings: a preset's, then the options, then the defaults. @throws Error naming what there is */
export function channelOf(backend: Backend, target: Target, options: ChannelOptions): Channel {
  const preset = options.preset === undefined ? undefined : presetNamed(options.preset);
  const level = options.level ?? preset?.level ?? DEFAULT_SETTINGS.level;
  const mode = options.mode ?? backend.modes[0];
  if (!backend.modes.includes(mode))
    throw new Error(`${backend.title} has no mode "${mode}". Choose from ${backend.modes.join(', ')}.`);
  return {
    settings: {
      level,
      parallel: options.parallel ?? preset?.parallel ?? DEFAULT_SETTINGS.parallel,
      unsafe: options.unsafe ?? preset?.unsafe ?? DEFAULT_SETTINGS.unsafe,
      mode,
      dialect: options.dialect ?? target.dialect,
    },
    patch:
      options.patch === undefined
        ? patchOf(openPasses(preset ? presetEffects(preset) : defaultEffects(), level))
        : readPatch(options.patch),
  };
}

export function optimised(program: Program, { patch }: Channel): Program {
  return applyPatch(program, patch).program;
}

function presetNamed(name: string) {
  const wanted = name.toLowerCase();
  const preset = PRESETS.find((p) => p.id === wanted || p.name.toLowerCase() === wanted);
  if (!preset)
    throw new Error(`There is no preset "${name}". Choose from ${PRESETS.map((p) => p.id).join(', ')}.`);
  return preset;
}

function readPatch(text: string): Patch {
  const parsed = parsePatch(text);
  if (parsed.ok) return parsed.patch;
  throw new Error(parsed.diagnostics.map((d) => `${d.message} ${d.hint ?? ''}`.trim()).join('\n'));
}
