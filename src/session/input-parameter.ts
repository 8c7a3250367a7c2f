import type { Input, SessionDocument } from './document';
import { type Parameter, parameter } from './parameter';

type NumberInput = Extract<Input, { kind: 'number' }>;

/** How far a number is turned: from nothing, or from as far below, up to a power of ten. */
export interface Reach {
  readonly max: number;
  readonly signed: boolean;
}

/** The least reach of a knob: whole numbers go to a hundred by ones. */
const LEAST = { int: 100, float: 1 } as const;

/** What a knob must reach for a number, and what it reached already: a reach grows and never shrinks under the hand. */
export function reachOf({ type, value }: NumberInput, before?: Reach): Reach {
  const decade = value === 0 ? 1 : 10 ** Math.ceil(Math.log10(Math.abs(value)));
  const max = Math.max(LEAST[type], decade, before?.max ?? 0);
  const signed = value < 0 || (before?.signed ?? false);
  return before?.max === max && before.signed === signed ? before : { max, signed };
}

function numberInput(document: Pick<SessionDocument, 'inputs'>, name: string): NumberInput | undefined {
  const input = document.inputs.find((each) => each.name === name)?.input;
  return input?.kind === 'number' ? input : undefined;
}

/**
 * A number input as a value to turn.
 * @param label its name in full
 * @param initial what it is reset to
 */
export function inputParameter(
  name: string,
  type: NumberInput['type'],
  { max, signed }: Reach,
  { label, initial }: { readonly label: string; readonly initial: number },
): Parameter {
  const short = (value: number): string => String(value);
  return parameter(
    {
      id: `input.${name}`,
      name,
      label,
      get: (document) => numberInput(document, name)?.value ?? 0,
      set: (draft, value) => {
        const input = draft.inputs.find((each) => each.name === name)?.input;
        if (input?.kind === 'number') input.value = value;
      },
    },
    {
      min: signed ? -max : 0,
      max,
      step: type === 'int' ? 1 : max / 100,
      initial: Math.min(max, Math.max(signed ? -max : 0, initial)),
      whole: type === 'int',
      short,
      text: short,
    },
  );
}
