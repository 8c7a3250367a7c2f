import { Dialog } from '../commands/Dialog';
import { saveSession, startOver } from '../files';
import { strings } from '../strings';

const words = strings.keeping;

/** Asks before everything goes back to how the studio opens. */
export default function ResetSheet({ onClose }: { readonly onClose: () => void }) {
  const choose = (from: 'first' | 'empty') => () => {
    onClose();
    startOver(from);
  };
  return (
    <Dialog title={words.startOver} className="reset-sheet" onClose={onClose}>
      <p>{words.startOverAbout}</p>
      <div className="sheet-row">
        <button type="button" className="button primary" onClick={choose('first')}>
          {words.first}
        </button>
        <button type="button" className="button" onClick={choose('empty')}>
          {words.empty}
        </button>
        <span className="spring" />
        <button type="button" className="button" onClick={() => void saveSession()}>
          {words.saveFirst}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.cancel}
        </button>
      </div>
    </Dialog>
  );
}
