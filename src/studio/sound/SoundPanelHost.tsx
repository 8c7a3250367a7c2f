import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { Boundary } from '../Boundary';
import { Opening } from '../commands/Opening';
import { strings } from '../strings';
import { setSoundPanel, soundPanel } from './panel';

const SoundPanel = lazy(() => import('./SoundPanel'));

/** The sound panel over the studio, while it is open. */
export function SoundPanelHost() {
  const open = useStore(soundPanel, (state) => state.open);
  if (!open) return null;
  return (
    <Boundary name={strings.sound.title} onClose={close}>
      <Suspense fallback={<Opening onCancel={close} />}>
        <SoundPanel onClose={close} />
      </Suspense>
    </Boundary>
  );
}

function close(): void {
  setSoundPanel(false);
}
