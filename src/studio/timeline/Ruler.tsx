import { type KeyboardEvent, type PointerEvent, type RefObject, useRef } from 'react';
import { useStore } from 'zustand';
import { barsAndBeats } from '../../clock';
import { BEATS_PER_BAR } from '../../session';
import { strings } from '../strings';
import { beatNow, seek, transportState } from '../transport';
import { LoopHandles } from './LoopHandles';
import { scrub } from './scrub';
import { useDrag } from './useDrag';
import { beatUnder, END, timeWindow, WHOLE, zoomBy } from './window';

const words = strings.timeline;
/** The playhead is set on sixteenths. */
const GRID = 0.25;

/** The strip above the lanes: click or drag to move the playhead, hover to see what the time there holds. */
export function Ruler({ area }: { readonly area: RefObject<HTMLDivElement | null> }) {
  const moved = useStore(transportState, (state) => state.moved);
  const slider = useRef<HTMLDivElement>(null);
  const at = barsAndBeats(beatNow());

  function beatOf(event: PointerEvent): number {
    return area.current ? Math.max(0, beatUnder(area.current, event.clientX)) : 0;
  }

  function seekTo(event: PointerEvent): void {
    seek(Math.round(beatOf(event) / GRID) * GRID);
    scrub.setState({ beat: beatNow() });
  }

  const { handlers } = useDrag({
    begin: (event) => {
      seekTo(event);
      return true;
    },
    move: (_, event) => seekTo(event),
    end: () => {},
  });

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (event.key === 'Home') seek(0);
    else if (event.key === '+' || event.key === '=') zoomBy(1, beatNow());
    else if (event.key === '-') zoomBy(-1, beatNow());
    else if (event.key === '0') timeWindow.setState(WHOLE);
    else if (step !== undefined) seek(Math.round(beatNow()) + step);
    else return;
    event.preventDefault();
    scrub.setState({ beat: beatNow() });
  }

  return (
    <div className="ruler" ref={area}>
      <div
        ref={slider}
        className="ruler-slider"
        role="slider"
        tabIndex={0}
        data-moved={moved}
        aria-label={words.label}
        aria-describedby="scrub-card"
        aria-valuemin={0}
        aria-valuemax={END}
        aria-valuenow={Math.round(beatNow())}
        aria-valuetext={words.position(at.bar, at.beat)}
        onKeyDown={onKeyDown}
        onFocus={() => {
          if (slider.current?.matches(':focus-visible')) scrub.setState({ beat: beatNow() });
        }}
        onBlur={() => scrub.setState({ beat: undefined })}
        onPointerLeave={() => scrub.setState({ beat: undefined })}
        {...handlers}
        onPointerMove={(event) => {
          handlers.onPointerMove(event);
          scrub.setState({ beat: beatOf(event) });
        }}
      />
      <LoopHandles area={area} />
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: BEATS_PER_BAR,
  PageDown: -BEATS_PER_BAR,
};
