import { createSession, type SessionDocument, type Steps } from '../../session';
import { readSession, readSteps, SESSION_VERSION, writeSession, writeSteps } from '../../session/file';
import { withKnownModes } from '../known-modes';
import type { DraftCodec } from './autosave';

/** Characters of undo history that a draft keeps. */
const MOST_HISTORY = 2_000_000;

export const draftCodec: DraftCodec = {
  write(document, steps) {
    const { text, dropped } = writeSteps(steps, SESSION_VERSION, MOST_HISTORY);
    return { session: writeSession(document), history: text, dropped };
  },
  read({ session, history }) {
    const document = withKnownModes(readSession(session));
    const steps = readSteps(history, SESSION_VERSION);
    return { document, steps: steps && leadsBack(document, steps) ? steps : undefined };
  },
};

/** Whether the steps can be undone and redone from this document; those of a damaged draft can't. */
function leadsBack(document: SessionDocument, steps: Steps): boolean {
  const trial = createSession(document);
  trial.reset(document, steps);
  try {
    while (trial.redo() !== undefined);
    while (trial.undo() !== undefined);
    return true;
  } catch (error) {
    console.warn('The undo history of a draft could not be read:', error);
    return false;
  }
}
