import { createStore } from 'zustand/vanilla';
import { initialDocument, type SessionDocument } from '../session';
import { DEFAULT_MODES } from './backends';
import { withKnownModes } from './known-modes';
import { strings } from './strings';
import { session } from './studio';

/** What could not be saved or opened, until it is dismissed. */
export const fileTrouble = createStore<{ readonly message: string | undefined }>()(() => ({
  message: undefined,
}));

const TYPE = 'application/json';
/** Bytes; the largest session there can be is far smaller. */
const MAX_BYTES = 64 * 1024 * 1024;

const words = strings.keeping;

/** Says what went wrong with a session that was to be saved or opened. */
export function reportTrouble(error: unknown): void {
  fileTrouble.setState({ message: error instanceof Error ? error.message : String(error) });
}

/** Offers a file: JSON as text, anything else as a blob. */
export function download(name: string, content: string | Blob): void {
  const link = document.createElement('a');
  const blob = typeof content === 'string' ? new Blob([content], { type: TYPE }) : content;
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** A title as the name of a file, without its ending. */
export function fileName(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'session';
}

function sessionFileName(title: string): string {
  return `${fileName(title)}.code-live.json`;
}

/** Offers the session as a file. */
export async function saveSession(): Promise<void> {
  try {
    const { writeSession } = await import('../session/file');
    const { document: open } = session.getState();
    download(sessionFileName(open.title), writeSession(open));
    session.markSaved();
  } catch (error) {
    reportTrouble(error);
  }
}

/** Lets the performer choose a session file and opens it in place of this session. */
export function openSession(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = `.json,${TYPE}`;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void openFile(file);
  });
  input.click();
}

/** Opens a session file in place of this session, in one undo step. */
export async function openFile(file: File): Promise<void> {
  try {
    const { readSession, SessionFileError } = await import('../session/file');
    if (file.size > MAX_BYTES) throw new SessionFileError(words.tooLarge(file.name));
    putDocument(words.openFile(file.name), readSession(await file.text()));
  } catch (error) {
    reportTrouble(error);
  }
}

/** Puts another document in the place of this one, in one undo step. */
export function putDocument(label: string, opened: SessionDocument): void {
  session.commit(label, 'user', (draft) => void Object.assign(draft, withKnownModes(opened)));
  fileTrouble.setState({ message: undefined });
}

/** Back to a known state, in one undo step: the first program, or an empty page. */
export function startOver(from: 'first' | 'empty'): void {
  const first = initialDocument(DEFAULT_MODES);
  putDocument(words.startOver, from === 'first' ? first : { ...first, program: '', title: '', inputs: [] });
}
