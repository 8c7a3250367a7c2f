import type { Draft } from 'immer';
import { CHANNEL_IDS, type ChannelId } from './channels';
import { MACROS, MAX_PARALLEL, type MacroId, N_RANGE, type SessionDocument, TEMPO_RANGE } from './document';
import { NEUTRAL_MACROS } from './macros';
import { DEFAULT_PLUGINS } from './plugins';
import { DEFAULT_SOUND } from './sound';
import { channelTitle, VALUE_LABELS } from './words';

/**
 * A value that a control, a lane or a MIDI knob can move. Controls work on the unit scale (0–1); the mapping
 * onto the value lives here, once.
 */
export interface Parameter {
  readonly id: string;
  /** A short name for a lane or a knob: "level". */
  readonly name: string;
  /** The name in full, for undo labels and screen readers: "Rust level". */
  readonly label: string;
  readonly channel?: ChannelId;
  readonly min: number;
  readonly max: number;
  /** One arrow key, in the parameter's own unit; for a logarithmic parameter, on the unit scale. */
  readonly step: number;
  readonly initial: number;
  /** Value to unit scale. */
  toUnit(value: number): number;
  /** Unit scale to value, rounded to what the parameter can take. */
  fromUnit(unit: number): number;
  /** The next value up or down: `steps` arrow keys, which may be a fraction. */
  nudge(value: number, steps: number): number;
  /** The shortest text for a panel. */
  short(value: number): string;
  /** The value with its unit, for assistive technology. */
  text(value: number): string;
  /** Reads what a performer types, with or without unit; undefined when it is no value of this parameter. */
  parse(text: string): number | undefined;
  get(document: SessionDocument): number;
  set(draft: Draft<SessionDocument>, value: number): void;
}

interface Shape {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly initial: number;
  readonly log?: boolean;
  readonly whole?: boolean;
  short(value: number): string;
  text(value: number): string;
  parse?(text: string): number | undefined;
}

type Access = Pick<Parameter, 'id' | 'name' | 'label' | 'get' | 'set'> & { readonly channel?: ChannelId };

/** A parameter from what it reaches in the document and how its values behave. */
export function parameter(access: Access, shape: Shape): Parameter {
  const { min, max, step, log = false, whole = false } = shape;
  const span = log ? Math.log(max / min) : max - min;
  const clamp = (value: number): number => Math.min(max, Math.max(min, value));
  const settle = (value: number): number => {
    const held = clamp(value);
    // Twelve significant digits keep 0.1 steps from leaving 0.30000000000000004 in a session file.
    return whole ? Math.round(held) : Number(held.toPrecision(12));
  };
  const toUnit = (value: number): number => (log ? Math.log(clamp(value) / min) : clamp(value) - min) / span;
  const fromUnit = (unit: number): number => {
    const held = Math.min(1, Math.max(0, unit));
    return settle(log ? min * Math.exp(held * span) : min + held * span);
  };
  return {
    ...access,
    min,
    max,
    step,
    initial: shape.initial,
    toUnit,
    fromUnit,
    nudge(value, steps) {
      const moved = log ? fromUnit(toUnit(value) + steps * step) : settle(value + steps * step);
      // A fine step on a whole number would otherwise round back to where it began.
      return whole && moved === value ? settle(value + Math.sign(steps)) : moved;
    },
    short: shape.short,
    text: shape.text,
    parse(text) {
      const value = shape.parse ? shape.parse(text) : parseNumber(text);
      return value === undefined ? undefined : settle(value);
    },
  };
}

/** Numbers with group separators, a unit behind, and k or M for thousands and millions. */
function parseNumber(text: string): number | undefined {
  const match = /^([+-]?[\d\s_,]*\.?\d+(?:e[+-]?\d+)?)\s*([kM]?)\s*[a-zA-Z%]*$/.exec(
    text.trim().replace('−', '-'),
  );
  if (!match?.[1]) return undefined;
  const value =
    Number(match[1].replace(/[\s_,]/g, '')) * (match[2] === 'k' ? 1e3 : match[2] === 'M' ? 1e6 : 1);
  return Number.isFinite(value) ? value : undefined;
}

/** "70", "70 %" and ".7" all mean seven tenths. */
function parseShare(text: string): number | undefined {
  const value = parseNumber(text);
  if (value === undefined) return undefined;
  return text.includes('%') || value > 1 ? value / 100 : value;
}

function parsePan(text: string): number | undefined {
  const match = /^([lrc])\s*(\d*)\s*%?$|^(\d+)\s*%?\s*([lr])$/i.exec(text.trim());
  if (!match) return parseNumber(text);
  const side = (match[1] ?? match[4] ?? 'c').toLowerCase();
  const amount = Number(match[2] || match[3] || 100) / 100;
  return side === 'l' ? -amount : side === 'r' ? amount : 0;
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;
const fraction = (value: number): string =>
  value >= 0.995
    ? '1.0'
    : `.${Math.round(value * 100)
        .toString()
        .padStart(2, '0')}`;
const grouped = (value: number): string => value.toLocaleString('en-US').replaceAll(',', ' ');
const decibels = (value: number): string =>
  value <= -60 ? '-∞' : `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;

const share = (initial: number): Shape => ({
  min: 0,
  max: 1,
  step: 0.01,
  initial,
  short: fraction,
  text: percent,
  parse: parseShare,
});

type ChannelValue = 'level' | 'parallel' | 'gain' | 'pan';

const CHANNEL_SHAPES: Readonly<Record<ChannelValue, Shape>> = {
  level: share(0.5),
  parallel: {
    min: 1,
    max: MAX_PARALLEL,
    step: 1,
    initial: 1,
    whole: true,
    short: String,
    text: (value) => (value === 1 ? '1 thread' : `${value} threads`),
  },
  gain: {
    min: -60,
    max: 6,
    step: 0.5,
    initial: 0,
    short: decibels,
    text: (value) => `${decibels(value)} dB`,
  },
  pan: {
    min: -1,
    max: 1,
    step: 0.02,
    initial: 0,
    short: (value) =>
      Math.round(value * 100) === 0 ? 'C' : `${value < 0 ? 'L' : 'R'}${Math.abs(Math.round(value * 100))}`,
    text: (value) =>
      Math.round(value * 100) === 0
        ? 'centre'
        : `${Math.abs(Math.round(value * 100))} % ${value < 0 ? 'left' : 'right'}`,
    parse: parsePan,
  },
};

function channelParameter(channel: ChannelId, name: ChannelValue): Parameter {
  return parameter(
    {
      id: `${channel}.${name}`,
      name,
      label: `${channelTitle(channel)} ${name}`,
      channel,
      get: (document) => document.channels[channel][name],
      set: (draft, value) => {
        draft.channels[channel][name] = value;
      },
    },
    CHANNEL_SHAPES[name],
  );
}

function macroParameter(macro: MacroId): Parameter {
  const name = `${macro.charAt(0).toUpperCase()}${macro.slice(1)}`;
  return parameter(
    {
      id: `macro.${macro}`,
      name,
      label: name,
      get: (document) => document.macros[macro],
      set: (draft, value) => {
        draft.macros[macro] = value;
      },
    },
    share(NEUTRAL_MACROS[macro]),
  );
}

const N_PARAMETER = parameter(
  {
    id: 'n',
    name: 'n',
    label: VALUE_LABELS.n,
    get: (document) => document.n,
    set: (draft, value) => {
      draft.n = value;
    },
  },
  {
    ...N_RANGE,
    step: 0.01,
    initial: 1000,
    log: true,
    whole: true,
    short: grouped,
    text: (value) => `${grouped(value)} elements`,
  },
);

const TEMPO_PARAMETER = parameter(
  {
    id: 'tempo',
    name: 'tempo',
    label: VALUE_LABELS.tempo,
    get: (document) => document.tempo,
    set: (draft, value) => {
      draft.tempo = value;
    },
  },
  {
    ...TEMPO_RANGE,
    step: 1,
    initial: 120,
    short: (value) => value.toFixed(1),
    text: (value) => `${value.toFixed(1)} beats a minute`,
  },
);

type SoundValue = 'volume' | 'lag' | 'detune';

const SOUND_SHAPES: Readonly<Record<SoundValue, Shape>> = {
  volume: { ...CHANNEL_SHAPES.gain, max: 0, initial: DEFAULT_SOUND.volume },
  lag: {
    min: 0,
    max: 40,
    step: 1,
    initial: DEFAULT_SOUND.lag,
    short: (value) => `${Math.round(value)} ms`,
    text: (value) => `${Math.round(value)} ms behind the beat for each tenfold of the median run`,
  },
  detune: {
    min: 0,
    max: 100,
    step: 1,
    initial: DEFAULT_SOUND.detune,
    short: (value) => `${Math.round(value)} ct`,
    text: (value) => `${Math.round(value)} cents for each doubling of p95 over p50`,
  },
};

function soundParameter(name: SoundValue): Parameter {
  return parameter(
    {
      id: `sound.${name}`,
      name,
      label: VALUE_LABELS[name],
      get: (document) => document.sound[name],
      set: (draft, value) => {
        draft.sound[name] = value;
      },
    },
    SOUND_SHAPES[name],
  );
}

const DRUM_GAIN = parameter(
  {
    id: 'sound.drums',
    name: 'drums',
    label: VALUE_LABELS.drums,
    get: (document) => document.sound.drums.gain,
    set: (draft, value) => {
      draft.sound.drums.gain = value;
    },
  },
  { ...CHANNEL_SHAPES.gain, initial: DEFAULT_SOUND.drums.gain },
);

const PREDICTION_WINDOW = parameter(
  {
    id: 'predictive-morphing.prediction_window',
    name: 'window',
    label: VALUE_LABELS.predictionWindow,
    get: (document) => document.plugins['predictive-morphing'].prediction_window,
    set: (draft, value) => {
      draft.plugins['predictive-morphing'].prediction_window = value;
    },
  },
  {
    ...share(DEFAULT_PLUGINS['predictive-morphing'].prediction_window),
    text: (value) => `${percent(value)} of the visible timeline`,
  },
);

const CHANNEL_VALUES: readonly ChannelValue[] = ['level', 'parallel', 'gain', 'pan'];

/** Every value that a hand, a lane or a MIDI knob can move, by id. */
export const PARAMETERS: ReadonlyMap<string, Parameter> = new Map(
  [
    N_PARAMETER,
    TEMPO_PARAMETER,
    ...MACROS.map(macroParameter),
    ...(['volume', 'lag', 'detune'] as const).map(soundParameter),
    DRUM_GAIN,
    PREDICTION_WINDOW,
    ...CHANNEL_IDS.flatMap((channel) => CHANNEL_VALUES.map((name) => channelParameter(channel, name))),
  ].map((each) => [each.id, each]),
);

/** @throws when there is no such parameter: ids are written in code, not typed by performers. */
export function parameterById(id: string): Parameter {
  const found = PARAMETERS.get(id);
  if (!found) throw new Error(`There is no parameter "${id}".`);
  return found;
}
