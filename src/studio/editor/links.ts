import { createStore } from 'zustand/vanilla';
import type { SourceMapping } from '../../backends';
import type { Span } from '../../language';

/** The place in the Python text that the pointer or the cursor is on, from either side of the link. */
export interface LinkState {
  readonly span: Span | undefined;
  readonly from: 'editor' | 'code' | undefined;
}

export const links = createStore<LinkState>()(() => ({ span: undefined, from: undefined }));

/** Follows a place; the same place again changes nothing. */
export function link(span: Span | undefined, from: 'editor' | 'code'): void {
  const current = links.getState();
  if (current.span?.start === span?.start && current.span?.end === span?.end) return;
  if (span === undefined && current.from !== from) return;
  links.setState({ span, from: span ? from : undefined });
}

/** The Python text behind a place in the code: the narrowest mapping that covers it. */
export function sourceAt(map: readonly SourceMapping[], offset: number): Span | undefined {
  let best: SourceMapping | undefined;
  for (const each of map) {
    if (each.start > offset) break;
    if (offset < each.end && (!best || each.end - each.start <= best.end - best.start)) best = each;
  }
  return best?.span;
}

/** The narrowest mapped Python text around a position. */
export function spanAt(map: readonly SourceMapping[], position: number): Span | undefined {
  let best: Span | undefined;
  for (const { span } of map) {
    const covers = span.start <= position && position < span.end;
    if (covers && (!best || span.end - span.start < best.end - best.start)) best = span;
  }
  return best;
}

/** Where a Python text went: the outermost code ranges made from exactly that text. */
export function codeRanges(
  map: readonly SourceMapping[],
  span: Span,
): { readonly start: number; readonly end: number }[] {
  const exact = map.filter((each) => each.span.start === span.start && each.span.end === span.end);
  return exact.filter(
    (each) =>
      !exact.some(
        (other) =>
          other !== each &&
          other.start <= each.start &&
          other.end >= each.end &&
          other.end - other.start > each.end - each.start,
      ),
  );
}
