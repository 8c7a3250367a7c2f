import { CHANNEL_IDS, type ChannelId } from './channels';
import { MACROS, MAX_PARALLEL, type MacroId, N_RANGE, TEMPO_RANGE } from './document';
import { NEUTRAL_MACROS } from './macros';
import { type Parameter, parameter, parseNumber, type Shape } from './parameter';
import { DEFAULT_PLUGINS } from './plugins';
import { DEFAULT_SOUND } from './sound';
import { channelTitle, VALUE_LABELS } from './words';

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
