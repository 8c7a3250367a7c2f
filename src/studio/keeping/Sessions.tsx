import type { DraftHead } from '../../dataset';
import { openSession, reportTrouble, saveSession } from '../files';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { view } from '../studio';
import { formatWhen } from './format-when';
import { autosave, useAutosave } from './keeping';

const words = strings.keeping;

/** Save, open and share, always in sight. */
export function SessionActions() {
  return (
    <>
      <button type="button" className="link" aria-label={words.save} onClick={() => void saveSession()}>
        {words.saveShort}
      </button>
      <button type="button" className="link" aria-label={words.open} onClick={openSession}>
        {words.openShort}
      </button>
      <button
        type="button"
        className="link"
        aria-label={words.share}
        onClick={() => view.setState({ dialog: 'share' })}
      >
        {words.shareShort}
      </button>
    </>
  );
}

/** Recent work on this computer, and whether today's is kept. */
export function SessionList() {
  const drafts = useAutosave((state) => state.drafts);
  return (
    <>
      <KeptLine />
      {drafts.length === 0 ? (
        <p className="empty">{words.nothing}</p>
      ) : (
        <ul className="browser-list">
          {drafts.map((draft) => (
            <SessionItem key={draft.id} draft={draft} />
          ))}
        </ul>
      )}
    </>
  );
}

function KeptLine() {
  const kept = useAutosave((state) => state.kept);
  if (kept.kind === 'nothing') return null;
  if (kept.kind === 'refused') {
    return (
      <p className="kept bad" title={kept.message}>
        {words.refusedShort}
      </p>
    );
  }
  return (
    <p className="kept">
      {words.kept(formatWhen(kept.at))}
      {kept.dropped > 0 && `, ${words.dropped(words.steps(kept.dropped))}`}
    </p>
  );
}

function SessionItem({ draft }: { readonly draft: DraftHead }) {
  const title = draft.title || words.untitled;
  const when = formatWhen(draft.updated);
  return (
    <li className="browser-row">
      <button
        type="button"
        className="browser-item"
        aria-label={words.openDraft(title, when)}
        onClick={() => autosave.restore(draft.id).catch(reportTrouble)}
      >
        <span className="browser-name">{title}</span>
        <small>{when}</small>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={words.removeDraft(title)}
        onClick={() => autosave.discard(draft.id).catch(reportTrouble)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
