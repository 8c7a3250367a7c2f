import { createStore } from 'zustand/vanilla';
import { LINK_MARK, type SessionDocument } from '../../session';
import { putDocument, reportTrouble } from '../files';
import { strings } from '../strings';
import { view } from '../studio';
import { pause } from '../transport';

/** The session of a link, until the performer has decided. */
export const shared = createStore<{ readonly document: SessionDocument | undefined }>()(() => ({
  document: undefined,
}));

/**
 * Shows the session that the address carries, now and whenever it changes; nothing of it is compiled or run.
 * @returns stops looking
 */
export function watchAddress(): () => void {
  const look = (): void => void readAddress().catch(reportTrouble);
  look();
  addEventListener('hashchange', look);
  return () => removeEventListener('hashchange', look);
}

async function readAddress(): Promise<void> {
  const { hash } = location;
  if (!hash.startsWith(LINK_MARK)) return;
  try {
    const { readShare } = await import('../../session/share');
    shared.setState({ document: await readShare(hash) });
    view.setState({ dialog: 'shared' });
  } catch (error) {
    leaveAddress();
    throw error;
  }
}

/** Opens the shared session in one undo step, with the transport paused. */
export function openShared(): void {
  const { document } = shared.getState();
  if (document) {
    pause();
    putDocument(strings.keeping.openSharedLabel, document);
  }
  forgetShared();
}

export function forgetShared(): void {
  shared.setState({ document: undefined });
  leaveAddress();
}

/** Takes the session out of the address, so that a reload does not ask again. */
function leaveAddress(): void {
  if (location.hash.startsWith(LINK_MARK)) {
    history.replaceState(history.state, '', location.pathname + location.search);
  }
}
