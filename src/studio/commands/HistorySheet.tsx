import type { Entry } from '../../session';
import { strings } from '../strings';
import { session, useHistory } from '../studio';
import { Dialog } from './Dialog';

const words = strings.commands;

/** Every step that can be undone or redone, the newest on top; a click goes there. */
export default function HistorySheet({ onClose }: { readonly onClose: () => void }) {
  // The history's state changes with every step; the steps themselves are read from it.
  useHistory((state) => state);
  const { past, future } = session.steps();
  const steps = [...past, ...future.toReversed()];

  return (
    <Dialog title={words.history} className="history" fact={words.steps(past.length)} onClose={onClose}>
      {steps.length === 0 && <p className="empty">{words.noSteps}</p>}
      <ol className="history-list">
        {steps
          .map((entry, index) => ({ entry, depth: index + 1 }))
          .reverse()
          .map(({ entry, depth }) => (
            <Step key={entry.id} entry={entry} depth={depth} now={past.length} />
          ))}
        {steps.length > 0 && (
          <li>
            <button
              type="button"
              className="history-step"
              aria-current={past.length === 0 ? 'step' : undefined}
              onClick={() => goTo(0)}
            >
              {words.start}
            </button>
          </li>
        )}
      </ol>
    </Dialog>
  );
}

function Step({
  entry,
  depth,
  now,
}: {
  readonly entry: Entry;
  readonly depth: number;
  readonly now: number;
}) {
  return (
    <li>
      <button
        type="button"
        className="history-step"
        data-undone={depth > now}
        aria-current={depth === now ? 'step' : undefined}
        onClick={() => goTo(depth)}
      >
        <span>{entry.label}</span>
        <small>{entry.author === 'user' ? '' : words.by(entry.author)}</small>
        <time dateTime={new Date(entry.at).toISOString()}>{new Date(entry.at).toLocaleTimeString()}</time>
      </button>
    </li>
  );
}

/** Undoes or redoes until this many steps are done. */
function goTo(depth: number): void {
  for (let left = session.getState().depth - depth; left > 0; left--) session.undo();
  for (let left = depth - session.getState().depth; left > 0; left--) session.redo();
}
