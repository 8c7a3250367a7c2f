import { createStore } from 'zustand/vanilla';

/** The time under the pointer, or under the playhead while the ruler has the focus. */
export const scrub = createStore<{ readonly beat: number | undefined }>()(() => ({ beat: undefined }));
