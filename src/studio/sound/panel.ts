import { createStore } from 'zustand/vanilla';

/** Whether the sound panel is open. */
export const soundPanel = createStore<{ readonly open: boolean }>()(() => ({ open: false }));

export function setSoundPanel(open: boolean): void {
  soundPanel.setState({ open });
}

export function toggleSoundPanel(): void {
  setSoundPanel(!soundPanel.getState().open);
}
