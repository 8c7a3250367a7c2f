import { createStore } from 'zustand/vanilla';
import { perChannel, type SessionDocument } from '../session';
import { LOOKS } from './backends';
import { session } from './studio';

/** What could not be saved or opened, until it is dismissed. */
export const fileTrouble = createStore<{ readonly message: string | undefined }>()(() => ({
  message: undefined,
}));

const TYPE = 'application/json';

function report(error: unknown): void {
  fileTrouble.setState({ message: error instanceof Error ? error.message : String(error) });
}

/** Offers the session as a file. */
export async function saveSession(): Promise<void> {
  try {
    const { writeSession } = await import('../session/file');
    const { document: open } = session.getState();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([writeSession(open)], { type: TYPE }));
    link.download = `${open.title.toLowerCase().replace(/[^a-z0-9]+/g, '-') || 'session'}.code-live.json`;
    link.click();
    URL.revokeObjectURL(link.href);
    session.markSaved();
  } catch (error) {
    report(error);
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

async function openFile(file: File): Promise<void> {
  try {
    const { readSession } = await import('../session/file');
    const opened = withKnownModes(readSession(await file.text()));
    session.commit(`Open ${file.name}`, 'user', (draft) => {
      Object.assign(draft, opened);
    });
    fileTrouble.setState({ message: undefined });
  } catch (error) {
    report(error);
  }
}

/** A session may name an idiom that a backend no longer prints; the first one takes its place. */
function withKnownModes(opened: SessionDocument): SessionDocument {
  const channels = perChannel((id) => {
    const { modes } = LOOKS[id];
    const channel = opened.channels[id];
    return modes.includes(channel.mode) ? channel : { ...channel, mode: modes[0] };
  });
  return { ...opened, channels };
}
