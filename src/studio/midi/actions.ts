import { type MidiTarget, mappingOf, PARAMETERS, sameTarget } from '../../session';
import { strings } from '../strings';
import { session, view } from '../studio';
import { learn, midiState, stopLearning } from './state';

const words = strings.midi;

/** Opens MIDI where it is not open yet. Its code is loaded with the first click that asks for it. */
export async function ensureMidi(): Promise<boolean> {
  if (midiState.getState().port.kind === 'open') return true;
  const { openMidi } = await import('./midi');
  await openMidi();
  return midiState.getState().port.kind === 'open';
}

/** Waits for a knob to give to a parameter or a command; says why when MIDI is not to be had. */
export async function learnTarget(target: MidiTarget): Promise<void> {
  if (await ensureMidi()) learn(target);
  else view.setState({ dialog: 'midi' });
}

/** Learn mode: click a control, move a knob, and so on until it is ended. */
export async function toggleLearnMode(): Promise<void> {
  if (midiState.getState().learn !== 'off') stopLearning();
  else if (await ensureMidi()) midiState.setState({ learn: 'many', target: undefined });
  else view.setState({ dialog: 'midi' });
}

export function forget(target: MidiTarget): void {
  const name = target.kind === 'parameter' ? PARAMETERS.get(target.id)?.label : undefined;
  session.commit(words.forgot(name ?? target.id), 'user', (draft) => {
    draft.midi.mappings = draft.midi.mappings.filter((each) => !sameTarget(each.target, target));
  });
}

export function isMapped(target: MidiTarget): boolean {
  return mappingOf(session.getState().document.midi, target) !== undefined;
}

/** Opens MIDI as at the last visit, without a prompt. */
export function restoreMidi(): void {
  if (view.getState().midiOn) void import('./midi').then(({ reopenMidi }) => reopenMidi());
}
