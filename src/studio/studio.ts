import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createSession, createView, initialDocument, type SessionDocument, type ViewState } from '../session';
import { DEFAULT_MODES } from './backends';
import { createFrames } from './frames';
import { rememberedView, rememberView } from './remember';

/** The parts that the whole studio shares, made once and outside React. */
export const session = createSession(initialDocument(DEFAULT_MODES));
export const view = createView(rememberedView());
export const frames = createFrames();

view.subscribe(rememberView);

/**
 * A value of the document. The selector must return the same value while nothing changed: a part of the
 * document or a plain value, never a new object.
 */
export function useDocument<T>(select: (document: SessionDocument) => T): T {
  return useSyncExternalStore(session.subscribe, () => select(session.getState().document));
}

/** A value of the undo history: its labels, its depth, whether there are unsaved changes. */
export function useHistory<T>(select: (state: ReturnType<typeof session.getState>) => T): T {
  return useSyncExternalStore(session.subscribe, () => select(session.getState()));
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(view, select);
}
