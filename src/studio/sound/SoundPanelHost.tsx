import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { Opening } from '../commands/Opening';
import { setSoundPanel, soundPanel } from './panel';

const SoundPanel = lazy(() => import('./SoundPanel'));

/** The sound panel over the studio, while it is open. */
export function SoundPanelHost() {
  const open = useStore(soundPanel, (state) => state.open);
  if (!open) return null;
  return (
    <Suspense fallback={<Opening onCancel={close} />}>
      <SoundPanel onClose={close} />
    </Suspense>
  );
}

function close(): void {
  setSoundPanel(false);
}
