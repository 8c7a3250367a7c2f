import { type PointerEvent, useRef } from 'react';

/** Pixels of travel before a press becomes a drag. */
const SLACK = 3;

export interface DragHandlers<T> {
  /** What the drag starts from; undefined when this press starts none. */
  begin(event: PointerEvent<HTMLElement>): T | undefined;
  move(held: T, event: PointerEvent<HTMLElement>): void;
  /** Also when nothing moved: a click. A drag that was cancelled is to be put back. */
  end(held: T, how: { readonly isMoved: boolean; readonly isCancelled: boolean }, event?: PointerEvent): void;
}

/**
 * One pointer that drags one thing: captured, with some slack, ended once whatever ends it.
 * @returns handlers for the element, and `cancel` for its Escape key, which says whether there was a drag
 */
export function useDrag<T>({ begin, move, end }: DragHandlers<T>) {
  const drag = useRef<{ pointer: number; x: number; y: number; isMoved: boolean; held: T }>(undefined);

  function finish(isCancelled: boolean, event?: PointerEvent<HTMLElement>): boolean {
    const { current } = drag;
    if (!current || (event && event.pointerId !== current.pointer)) return false;
    drag.current = undefined;
    end(current.held, { isMoved: current.isMoved, isCancelled }, event);
    return true;
  }

  return {
    cancel: () => finish(true),
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0 || drag.current) return;
        const held = begin(event);
        if (held === undefined) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = {
          pointer: event.pointerId,
          x: event.clientX,
          y: event.clientY,
          isMoved: false,
          held,
        };
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const { current } = drag;
        if (!current || current.pointer !== event.pointerId) return;
        const distance = Math.hypot(event.clientX - current.x, event.clientY - current.y);
        if (!current.isMoved && distance < SLACK) return;
        current.isMoved = true;
        move(current.held, event);
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => void finish(false, event),
      onPointerCancel: (event: PointerEvent<HTMLElement>) => void finish(true, event),
      onLostPointerCapture: (event: PointerEvent<HTMLElement>) => void finish(false, event),
    },
  };
}

/** Whether a modifier asks for fine movement: a tenth, off the grid. */
export function isFine(event: { readonly shiftKey: boolean; readonly altKey: boolean }): boolean {
  return event.shiftKey || event.altKey;
}
