import { lazy, Suspense } from 'react';
import type { DialogId } from '../../session';
import { Boundary } from '../Boundary';
import { strings } from '../strings';
import { useView, view } from '../studio';
import { Opening } from './Opening';

/** Each is loaded when it is first opened. */
const SHEETS: Readonly<Record<DialogId, ReturnType<typeof sheet>>> = {
  shortcuts: sheet(() => import('./ShortcutsSheet')),
  history: sheet(() => import('./HistorySheet')),
  figures: sheet(() => import('../spectrum/FiguresSheet')),
  midi: sheet(() => import('../midi/MidiSheet')),
  share: sheet(() => import('../keeping/ShareSheet')),
  shared: sheet(() => import('../keeping/SharedSheet')),
  reset: sheet(() => import('../keeping/ResetSheet')),
  dataset: sheet(() => import('../dataset/DatasetSheet')),
  forecaster: sheet(() => import('../rack/ForecasterSheet')),
};

function sheet(load: () => Promise<{ default: (props: { onClose: () => void }) => React.ReactNode }>) {
  return lazy(load);
}

/** The one dialog that is open. */
export function Dialogs() {
  const open = useView((state) => state.dialog);
  const Sheet = open === undefined ? undefined : SHEETS[open];
  return (
    Sheet && (
      <Boundary key={open} name={strings.boundary.sheet} onClose={close}>
        <Suspense fallback={<Opening onCancel={close} />}>
          <Sheet onClose={close} />
        </Suspense>
      </Boundary>
    )
  );
}

function close(): void {
  view.setState({ dialog: undefined });
}
