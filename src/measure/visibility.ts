/** Says whether a sample may have been taken while the tab was hidden, when browsers slow everything down. */
export interface Visibility {
  /** Starts to watch; the answer is whether the page was hidden at any moment since. */
  watch(): () => boolean;
}

export const ALWAYS_VISIBLE: Visibility = { watch: () => () => false };

/** The part of a document that is looked at. */
type Watched = Pick<Document, 'visibilityState' | 'addEventListener'>;

/** Visibility of a page, for as long as the page is there. */
export function pageVisibility(document: Watched): Visibility {
  let hidings = document.visibilityState === 'hidden' ? 1 : 0;
  document.addEventListener('visibilitychange', () => {
    hidings++;
  });
  return {
    watch() {
      const before = hidings;
      const wasHidden = document.visibilityState === 'hidden';
      return () => wasHidden || hidings !== before;
    },
  };
}
