export const MIDI_KINDS = ['cc', 'note', 'bend'] as const;
export type MidiKind = (typeof MIDI_KINDS)[number];

/** A knob, fader, key or wheel of a controller: what its messages have in common. */
export interface MidiControl {
  readonly kind: MidiKind;
  /** 1–16. */
  readonly channel: number;
  /** Controller or note number, 0–127; 0 for a pitch wheel, of which a channel has one. */
  readonly number: number;
}

/** What a MIDI control moves or sets off. */
export type MidiTarget =
  | { readonly kind: 'parameter'; readonly id: string }
  | { readonly kind: 'command'; readonly id: string };

export interface MidiMapping {
  readonly control: MidiControl;
  readonly target: MidiTarget;
}

export const TAKEOVERS = ['pickup', 'jump'] as const;
/** Whether a knob must reach a value before it moves it, or moves it there at once. */
export type Takeover = (typeof TAKEOVERS)[number];

export interface MidiSettings {
  readonly takeover: Takeover;
  /** One per control and one per target. */
  readonly mappings: readonly MidiMapping[];
}

export const NO_MIDI: MidiSettings = { takeover: 'pickup', mappings: [] };

export function sameControl(one: MidiControl, other: MidiControl): boolean {
  return one.kind === other.kind && one.channel === other.channel && one.number === other.number;
}

export function sameTarget(one: MidiTarget, other: MidiTarget): boolean {
  return one.kind === other.kind && one.id === other.id;
}

export function mappingOf(settings: MidiSettings, target: MidiTarget): MidiMapping | undefined {
  return settings.mappings.find((each) => sameTarget(each.target, target));
}

/** The mappings with one more; what the control or the target had before is forgotten. */
export function withMapping(
  mappings: readonly MidiMapping[],
  { control, target }: MidiMapping,
): readonly MidiMapping[] {
  const others = mappings.filter(
    (each) => !sameControl(each.control, control) && !sameTarget(each.target, target),
  );
  return [...others, { control, target }];
}
