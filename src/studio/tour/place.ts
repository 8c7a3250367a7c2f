export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 12;
const MARGIN = 8;

/**
 * Where a card explains a control without covering it: below, above, to the right or to the left, the first that
 * has room; over its lower end when none has. All in px of the window.
 */
export function placeCard(
  target: Box,
  card: Size,
  window: Size,
): { readonly left: number; readonly top: number } {
  const along = (start: number, own: number, all: number): number =>
    Math.max(MARGIN, Math.min(start, all - own - MARGIN));
  const left = along(target.left, card.width, window.width);
  const top = along(target.top, card.height, window.height);
  const below = target.top + target.height + GAP;
  if (below + card.height + MARGIN <= window.height) return { left, top: below };
  const above = target.top - GAP - card.height;
  if (above >= MARGIN && above + card.height + MARGIN <= window.height) return { left, top: above };
  const right = target.left + target.width + GAP;
  if (right + card.width + MARGIN <= window.width) return { left: right, top };
  const before = target.left - GAP - card.width;
  if (before >= MARGIN) return { left: before, top };
  return { left, top: window.height - card.height - MARGIN };
}
