import type { Draft } from 'immer';
import type { ChannelId } from './channels';
import type { SessionDocument } from './document';

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

/** How the values of a parameter behave. */
export interface Shape {
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
export function parseNumber(text: string): number | undefined {
  const match = /^([+-]?[\d\s_,]*\.?\d+(?:e[+-]?\d+)?)\s*([kM]?)\s*[a-zA-Z%]*$/.exec(
    text.trim().replace('−', '-'),
  );
  if (!match?.[1]) return undefined;
  const value =
    Number(match[1].replace(/[\s_,]/g, '')) * (match[2] === 'k' ? 1e3 : match[2] === 'M' ? 1e6 : 1);
  return Number.isFinite(value) ? value : undefined;
}
