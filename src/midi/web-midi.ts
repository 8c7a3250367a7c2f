import { createMidiPort, type MidiPort } from './port';

/** The port of this browser. Nothing is asked for until it is opened. */
export function webMidiPort(): MidiPort {
  // Absent in Safari and outside secure contexts, whatever the types say.
  const known: unknown = Reflect.get(navigator, 'requestMIDIAccess');
  if (typeof known !== 'function') return createMidiPort(undefined);
  return createMidiPort(() => navigator.requestMIDIAccess({ sysex: false }));
}

/**
 * Whether opening the port would prompt nobody. Chromium has answered "prompt" after a grant, so no is only a
 * maybe (mdn/content#29372); yes can be relied on.
 */
export async function isMidiGranted(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'midi' as PermissionName });
    return state === 'granted';
  } catch {
    // A browser that does not know the name rejects the question: it has granted nothing.
    return false;
  }
}
