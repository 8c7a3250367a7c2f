import { createStore } from 'zustand/vanilla';
import { RATINGS, type Rating } from './interactions';

/** The question that waits for a digit; nothing else waits for it. */
export const asked = createStore<{
  readonly rating: Rating | undefined;
  /** The last answer, shown for a moment. */
  readonly answered: number | undefined;
}>()(() => ({ rating: undefined, answered: undefined }));

/** Asks for a rating; asked again, it asks the next question. */
export function askForRating(): void {
  asked.setState(({ rating }) => {
    const next = rating === undefined ? 0 : (RATINGS.indexOf(rating) + 1) % RATINGS.length;
    return { rating: RATINGS[next], answered: undefined };
  });
}
