import { z } from 'zod';
import { MIDI_KINDS, type MidiSettings, TAKEOVERS } from '../midi';
import { SessionFileError } from './error';

export const midiSettings = z.object({
  takeover: z.enum(TAKEOVERS),
  mappings: z
    .array(
      z.object({
        control: z.object({
          kind: z.enum(MIDI_KINDS),
          channel: z.int().min(1).max(16),
          number: z.int().min(0).max(127),
        }),
        target: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('parameter'), id: z.string().max(60) }),
          z.object({ kind: z.literal('command'), id: z.string().max(100) }),
        ]),
      }),
    )
    .max(500),
});

const FORMAT = 'code-live-midi';
const VERSION = 1;

const mappingFile = z.object({ format: z.literal(FORMAT), version: z.literal(VERSION), midi: midiSettings });

/** The mappings of one controller as a file of their own. */
export function writeMidi(midi: MidiSettings): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, midi }, null, 1)}\n`;
}

/**
 * Reads what `writeMidi` wrote.
 * @throws SessionFileError when it is no such file, comes from a later version, or a value is out of range
 */
export function readMidi(text: string): MidiSettings {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SessionFileError(`This is no file of MIDI mappings: ${reason}`);
  }
  const head = z.object({ format: z.literal(FORMAT), version: z.number() }).safeParse(data);
  if (!head.success) throw new SessionFileError('This is no file of MIDI mappings.');
  if (head.data.version > VERSION) {
    throw new SessionFileError(`The mappings were saved by a newer studio (version ${head.data.version}).`);
  }
  const file = mappingFile.safeParse(data);
  if (file.success) return file.data.midi;
  const [issue] = file.error.issues;
  throw new SessionFileError(
    `The mappings can't be read: ${issue ? `${issue.path.join('.')}: ${issue.message}` : 'the file is damaged'}.`,
  );
}
