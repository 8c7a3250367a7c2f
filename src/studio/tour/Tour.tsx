import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { type Box, placeCard } from './place';
import { STEPS, type Step, showStep } from './steps';
import { endTour, moveTour, useTour } from './tour';
import './tour.css';

const words = strings.tour;

/** Six steps around the studio, each at the control that it is about. */
export function Tour() {
  const at = useTour((state) => state.step);
  const step = at === undefined ? undefined : STEPS[at];
  return at !== undefined && step && <Stop key={step.id} at={at} step={step} />;
}

function Stop({ at, step }: { readonly at: number; readonly step: Step }) {
  const card = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  const target = useTarget(step);
  const [place, setPlace] = useState<{ left: number; top: number }>();

  useLayoutEffect(() => {
    if (!target || !card.current) return;
    const { offsetWidth: width, offsetHeight: height } = card.current;
    setPlace(placeCard(target, { width, height }, { width: innerWidth, height: innerHeight }));
  }, [target]);

  const isPlaced = place !== undefined;
  useEffect(() => {
    // What is hidden takes no focus.
    if (!isPlaced) return;
    before.current = document.activeElement;
    card.current?.focus();
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, [isPlaced]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') endTour();
    else if (event.key === 'ArrowRight') moveTour(1);
    else if (event.key === 'ArrowLeft') moveTour(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const { title, text } = words.steps[step.id];
  const isLast = at === STEPS.length - 1;
  return (
    <>
      {target && (
        <div
          className="tour-ring"
          style={{ left: target.left, top: target.top, width: target.width, height: target.height }}
        />
      )}
      <div
        ref={card}
        className="tour-card"
        role="dialog"
        aria-label={`${words.label}: ${title}`}
        aria-describedby="tour-text"
        tabIndex={-1}
        style={place ?? { left: 0, top: 0, visibility: 'hidden' }}
        onKeyDown={onKeyDown}
      >
        <div className="tour-title">
          <h2>{title}</h2>
          <span className="label">{words.step(at + 1, STEPS.length)}</span>
          <button type="button" className="icon-button" aria-label={words.close} onClick={endTour}>
            <Icon name="close" />
          </button>
        </div>
        <p id="tour-text" aria-live="polite">
          {text}
        </p>
        <div className="invitation-row">
          <button type="button" className="button" disabled={at === 0} onClick={() => moveTour(-1)}>
            {words.back}
          </button>
          <span className="spring" />
          <button type="button" className="button primary" onClick={() => moveTour(1)}>
            {isLast ? words.done : words.next}
          </button>
        </div>
      </div>
    </>
  );
}

/** Where the control of a step is, once it is in sight; follows the window's size. */
function useTarget(step: Step): Box | undefined {
  const [box, setBox] = useState<Box>();

  useEffect(() => {
    showStep(step);
    const measure = (): void => {
      const element = document.querySelector(step.selector);
      // On a phone the control may be further down its panel.
      element?.scrollIntoView({ block: 'nearest' });
      const found = element?.getBoundingClientRect();
      setBox(found && found.width > 0 ? found : { left: 8, top: 60, width: 0, height: 0 });
    };
    // A panel or drawer that was just opened has its place with the next paint.
    const frame = requestAnimationFrame(() => requestAnimationFrame(measure));
    addEventListener('resize', measure);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('resize', measure);
    };
  }, [step]);

  return box;
}
