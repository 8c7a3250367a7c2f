import { download } from '../files';
import { strings } from '../strings';
import { session } from '../studio';

/** Offers the mappings as a file. */
export async function exportMappings(): Promise<void> {
  const { writeMidi } = await import('../../session/file');
  download('midi-mappings.code-live.json', writeMidi(session.getState().document.midi));
}

/**
 * Takes the mappings of a file in place of those there are, as one undo step.
 * @returns what is wrong with the file; empty when nothing is
 */
export async function importMappings(file: File): Promise<string> {
  const { readMidi, SessionFileError } = await import('../../session/file');
  try {
    const midi = readMidi(await file.text());
    session.commit(strings.midi.imported(file.name), 'user', (draft) => {
      draft.midi = { ...midi, mappings: [...midi.mappings] };
    });
    return '';
  } catch (error) {
    if (!(error instanceof SessionFileError)) throw error;
    return error.message;
  }
}
