import { isMidiGranted, webMidiPort } from '../../midi';
import { commandById, runCommand } from '../commands/dispatch';
import { strings } from '../strings';
import { session, view } from '../studio';
import { connectHands } from './hands';
import { controlName, targetName } from './names';
import { midiState, stopLearning } from './state';

const port = webMidiPort();
let disconnect: (() => void) | undefined;

midiState.setState({ port: port.state.getState() });
port.state.subscribe((state) => midiState.setState({ port: state }));

/** Asks the browser for MIDI and listens to every device; call it from a click. */
export async function openMidi(): Promise<void> {
  await port.open();
  if (port.state.getState().kind !== 'open') return;
  view.setState({ midiOn: true });
  disconnect ??= connectHands({
    port,
    session,
    state: midiState,
    run: (id) => {
      const command = commandById(id);
      if (command) runCommand(command);
    },
    learnLabel: (target, control) => strings.midi.learnt(targetName(target), controlName(control)),
  });
}

export function closeMidi(): void {
  stopLearning();
  disconnect?.();
  disconnect = undefined;
  port.close();
  view.setState({ midiOn: false });
}

/** Opens MIDI again as it was at the last visit, if that prompts nobody. */
export async function reopenMidi(): Promise<void> {
  if (await isMidiGranted()) await openMidi();
}
