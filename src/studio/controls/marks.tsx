import { useStore } from 'zustand';
import type { Parameter } from '../../session';
import { midiState } from '../midi/state';
import { strings } from '../strings';
import { useDocument } from '../studio';

/** What moves a control besides the hand; of several the first of this list is shown. */
export const MARKS = ['learning', 'takeover', 'held', 'automated', 'learnt'] as const;
export type MarkId = (typeof MARKS)[number];

/** Drawn on a grid of 12. */
const SHAPES: Readonly<Record<MarkId, React.ReactNode>> = {
  learning: <circle cx="6" cy="6" r="3.6" />,
  takeover: <path d="M3 7.5 6 4.5l3 3" />,
  held: <circle cx="6" cy="6" r="3.6" />,
  automated: <path d="M2 6.5c1.4-5 3-5 4 0s2.6 5 4 0" />,
  learnt: (
    <>
      <circle cx="6" cy="6" r="4" />
      <circle className="dot" cx="6" cy="6" r="1" />
    </>
  ),
};

/** The one mark of a control, and where its MIDI knob stands while it has not reached the value. */
export function useMark({ id }: Parameter): {
  readonly mark: MarkId | undefined;
  /** 0–1. */
  readonly waiting: number | undefined;
} {
  const learning = useStore(midiState, ({ target }) => target?.kind === 'parameter' && target.id === id);
  const waiting = useStore(midiState, (state) => state.waiting[id]);
  const held = useStore(midiState, (state) => state.held[id] ?? false);
  const automated = useDocument(({ lanes }) => lanes.some((lane) => lane.on && lane.parameter === id));
  const learnt = useDocument(({ midi }) =>
    midi.mappings.some(({ target }) => target.kind === 'parameter' && target.id === id),
  );
  const shown = { learning, takeover: waiting !== undefined, held, automated, learnt };
  return { mark: MARKS.find((each) => shown[each]), waiting };
}

/** @param isBelow whether the MIDI knob stands below the value that it has not reached */
export function Mark({ mark, isBelow }: { readonly mark: MarkId; readonly isBelow: boolean }) {
  const isTurned = mark === 'takeover' && !isBelow;
  return (
    <span className="mark" data-mark={mark} title={strings.control.marks[mark]}>
      <svg viewBox="0 0 12 12" aria-hidden="true" transform={isTurned ? 'rotate(180)' : undefined}>
        {SHAPES[mark]}
      </svg>
    </span>
  );
}
