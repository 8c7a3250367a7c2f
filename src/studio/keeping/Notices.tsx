import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { fileTrouble, reportTrouble, saveSession } from '../files';
import { isOffline } from '../offline';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { useHistory } from '../studio';
import { formatWhen } from './format-when';
import { autosave, useAutosave } from './keeping';
import './keeping.css';

const words = strings.keeping;

/** What the performer should know about their work, and can decide: over the board, in the way of nothing. */
export function Notices() {
  return (
    <div className="notices">
      <Trouble />
      <Refused />
      <Offline />
      <Offer />
      <Discarded />
      <AfterRestore />
    </div>
  );
}

function Notice({
  urgent = false,
  onDismiss,
  actions,
  children,
}: {
  readonly urgent?: boolean;
  readonly onDismiss?: () => void;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="notice" role={urgent ? 'alert' : 'status'} data-urgent={urgent}>
      <p>{children}</p>
      {actions}
      {onDismiss && (
        <button type="button" className="icon-button" aria-label={words.dismiss} onClick={onDismiss}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

/** What went wrong with a file or a link. */
function Trouble() {
  const message = useStore(fileTrouble, (state) => state.message);
  if (!message) return null;
  return (
    <Notice urgent onDismiss={() => fileTrouble.setState({ message: undefined })}>
      {message}
    </Notice>
  );
}

/** Work that no storage takes, as soon as there is some. */
function Refused() {
  const kept = useAutosave((state) => state.kept);
  const dirty = useHistory((state) => state.dirty);
  if (kept.kind !== 'refused' || !dirty) return null;
  return (
    <Notice
      urgent
      actions={
        <button type="button" className="button" onClick={() => void saveSession()}>
          {words.save}
        </button>
      }
    >
      {words.refused(kept.message)}
    </Notice>
  );
}

/** The studio opened without its server: it writes, compiles and keeps, and says what it can't do. */
function Offline() {
  const [shown, setShown] = useState(isOffline);
  if (!shown) return null;
  return (
    <Notice
      onDismiss={() => setShown(false)}
      actions={
        <button type="button" className="button" onClick={() => location.reload()}>
          {words.tryAgain}
        </button>
      }
    >
      {words.offline}
    </Notice>
  );
}

/** What an earlier visit left: never taken without being asked for. */
function Offer() {
  const offer = useAutosave((state) => state.offer);
  if (!offer) return null;
  return (
    <Notice
      actions={
        <>
          <button
            type="button"
            className="button primary"
            onClick={() => autosave.restore(offer.id).catch(reportTrouble)}
          >
            {words.restore}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => autosave.discard(offer.id).catch(reportTrouble)}
          >
            {words.discard}
          </button>
        </>
      }
    >
      {words.offer(offer.title || words.untitled, formatWhen(offer.updated), words.steps(offer.steps))}
    </Notice>
  );
}

function Discarded() {
  const discarded = useAutosave((state) => state.discarded);
  if (!discarded) return null;
  return (
    <Notice
      onDismiss={() => autosave.state.setState({ discarded: undefined })}
      actions={
        <button type="button" className="button" onClick={() => autosave.bringBack().catch(reportTrouble)}>
          {words.bringBack}
        </button>
      }
    >
      {words.discarded(discarded.title || words.untitled)}
    </Notice>
  );
}

function AfterRestore() {
  const notice = useAutosave((state) => state.notice);
  if (!notice) return null;
  return (
    <Notice onDismiss={() => autosave.state.setState({ notice: undefined })}>
      {notice === 'gone' ? words.gone : words.noHistory}
    </Notice>
  );
}
