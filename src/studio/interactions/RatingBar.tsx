import { useEffect } from 'react';
import { useStore } from 'zustand';
import { strings } from '../strings';
import { type Rating, rate } from '.';
import { asked } from './rating';
import './rating.css';

const words = strings.rating;
const STARS = [1, 2, 3, 4, 5] as const;
/** How long a question waits, and how long an answer is shown, in ms. */
const PATIENCE = 6_000;
const THANKS = 1_500;

function answer(rating: Rating, stars: number): void {
  rate(rating, stars);
  asked.setState({ rating: undefined, answered: stars });
}

/** A question over the board that takes no focus: a digit answers it, and everything plays on. */
export function RatingBar() {
  const { rating, answered } = useStore(asked);

  useEffect(() => {
    if (rating === undefined) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const stars = STARS.find((each) => event.key === String(each));
      if (stars === undefined && event.key !== 'Escape') return;
      // Before the editor and the commands, which would take the digit for themselves.
      event.preventDefault();
      event.stopPropagation();
      if (stars === undefined) asked.setState({ rating: undefined });
      else answer(rating, stars);
    };
    const timer = setTimeout(() => asked.setState({ rating: undefined }), PATIENCE);
    addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey, { capture: true });
    };
  }, [rating]);

  useEffect(() => {
    if (answered === undefined) return;
    const timer = setTimeout(() => asked.setState({ answered: undefined }), THANKS);
    return () => clearTimeout(timer);
  }, [answered]);

  return (
    <div className="rating-place" role="status">
      {rating !== undefined && (
        <div className="rating-bar">
          <b>{words.questions[rating]}</b>
          {STARS.map((stars) => (
            <button
              key={stars}
              type="button"
              className="button"
              aria-label={words.stars(stars)}
              onClick={() => answer(rating, stars)}
            >
              {stars}
            </button>
          ))}
          <small>{words.about}</small>
        </div>
      )}
      {rating === undefined && answered !== undefined && (
        <div className="rating-bar">{words.thanks(answered)}</div>
      )}
    </div>
  );
}
