import { useStore } from 'zustand';
import { Dialog } from '../commands/Dialog';
import { strings } from '../strings';
import { forgetShared, openShared, shared } from './shared';

const words = strings.keeping;

/** What a link carries, to be read before it runs. */
export default function SharedSheet({ onClose }: { readonly onClose: () => void }) {
  const document = useStore(shared, (state) => state.document);
  if (!document) return null;
  const finish = (how: () => void) => () => {
    onClose();
    how();
  };
  const { title, program, inputs, n, scenes } = document;
  return (
    <Dialog title={words.shared} className="shared-sheet" onClose={finish(forgetShared)}>
      <p>{words.sharedAbout}</p>
      <h3>{title || strings.keeping.untitled}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long programs are scrolled by keyboard too */}
      <pre className="shared-program mono" tabIndex={0}>
        {program}
      </pre>
      <p className="label">
        {words.sharedFacts(inputs.length, n.toLocaleString('en-US').replaceAll(',', ' '), scenes.length)}
      </p>
      <div className="sheet-row">
        <button type="button" className="button primary" onClick={finish(openShared)}>
          {words.openShared}
        </button>
        <button type="button" className="button" onClick={finish(forgetShared)}>
          {words.keepMine}
        </button>
      </div>
    </Dialog>
  );
}
