import { useEffect, useRef } from 'react';
import { type Surface, useSurface } from '../canvas';
import { frames, session } from '../studio';
import { beatNow } from '../transport';
import { drawTime } from './draw';
import { scrub } from './scrub';
import { isInside, pageOf, timeWindow } from './window';

/** Grid, loop, playhead and the line under the pointer; it takes no pointer itself. */
export function TimeCanvas() {
  const surface = useRef<Surface>(undefined);
  const isDirty = useRef(true);
  const canvas = useSurface((next) => {
    surface.current = next;
    isDirty.current = true;
  });

  useEffect(() => {
    let drawn = Number.NaN;
    let loop = session.getState().document.loop;
    let window = timeWindow.getState();
    let pointer = scrub.getState().beat;
    return frames.subscribe(() => {
      const beat = beatNow();
      follow(drawn, beat);
      const document = session.getState().document.loop;
      const seen = timeWindow.getState();
      const hover = scrub.getState().beat;
      const isSame = beat === drawn && document === loop && seen === window && hover === pointer;
      if (!surface.current || (isSame && !isDirty.current)) return;
      drawn = beat;
      loop = document;
      window = seen;
      pointer = hover;
      isDirty.current = false;
      drawTime(surface.current, beat, loop, window, pointer);
    });
  }, []);

  return <canvas ref={canvas} className="time-canvas" />;
}

/** Turns the page when the playhead leaves what is seen; who has moved away from it is left there. */
function follow(before: number, beat: number): void {
  const window = timeWindow.getState();
  const wasInside = Number.isNaN(before) || isInside(window, before);
  if (wasInside && !isInside(window, beat)) timeWindow.setState(pageOf(window, beat));
}
