import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { wheelNotches } from '../wheel';
import { beatUnder, panBy, timeWindow, zoomBy, zoomed } from './window';

/** A trackpad's pinch comes as small turns of the wheel with Ctrl. */
const PINCH = 6;
/** Share of what is seen that a notch pans. */
const PAN = 1 / 8;

/**
 * Zoom by wheel or pinch around the pointer; Shift, or a sideways wheel, pans. Over the names of the lanes the wheel
 * scrolls as everywhere.
 * @param area an element that is as wide as the window on the timeline
 * @returns handlers for the whole timeline
 */
export function useNavigation(root: RefObject<HTMLElement | null>, area: RefObject<HTMLElement | null>) {
  const fingers = useRef(new Map<number, number>());
  const pinch = useRef<{ apart: number; window: ReturnType<typeof timeWindow.getState> }>(undefined);

  // React's wheel listeners are passive; this one must keep the page from zooming.
  useEffect(() => {
    const target = root.current;
    if (!target) return;
    const onWheel = (event: WheelEvent): void => {
      const time = area.current;
      if (!time || event.clientX < time.getBoundingClientRect().left) return;
      event.preventDefault();
      const [x, y] = [wheelNotches(event.deltaX, event), wheelNotches(event.deltaY, event)];
      if (event.ctrlKey) zoomBy(-y * PINCH, beatUnder(time, event.clientX));
      else if (event.shiftKey || Math.abs(x) > Math.abs(y)) panBy((x || y) * PAN);
      else zoomBy(-y, beatUnder(time, event.clientX));
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, [root, area]);

  function spread(): { apart: number; middle: number } | undefined {
    const [one, other] = [...fingers.current.values()];
    if (one === undefined || other === undefined) return undefined;
    return { apart: Math.max(20, Math.abs(one - other)), middle: (one + other) / 2 };
  }

  function lift(event: PointerEvent): void {
    fingers.current.delete(event.pointerId);
    pinch.current = undefined;
  }

  return {
    onPointerDownCapture(event: PointerEvent): void {
      if (event.pointerType !== 'touch') return;
      fingers.current.set(event.pointerId, event.clientX);
      const now = spread();
      if (now) pinch.current = { apart: now.apart, window: timeWindow.getState() };
      // The second finger zooms; it takes hold of nothing.
      if (now) event.stopPropagation();
    },
    onPointerMoveCapture(event: PointerEvent): void {
      if (!fingers.current.has(event.pointerId)) return;
      fingers.current.set(event.pointerId, event.clientX);
      const now = spread();
      const from = pinch.current;
      if (!now || !from || !area.current) return;
      event.stopPropagation();
      const { left, width } = area.current.getBoundingClientRect();
      const anchor = from.window.start + ((now.middle - left) / Math.max(1, width)) * from.window.beats;
      timeWindow.setState(zoomed(from.window, now.apart / from.apart, anchor));
    },
    onPointerUpCapture: lift,
    onPointerCancelCapture: lift,
  };
}
