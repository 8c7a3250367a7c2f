import { type RefObject, useEffect, useRef, useState } from 'react';
import { useView } from './studio';

/** A canvas that is as large as its element, in device pixels, and the colours of the theme to draw with. */
export interface Surface {
  readonly context: CanvasRenderingContext2D;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The value of a custom property, cached until the theme changes. */
  color(property: string): string;
  /** The interface's unit, 1 but in projector mode. */
  readonly scale: number;
}

/**
 * Keeps a canvas the size of its element and calls back when there is a new surface to draw on: at first, after a
 * change of size, of theme or of the screen's resolution.
 */
export function useSurface(onSurface: (surface: Surface) => void): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(onSurface);
  latest.current = onSurface;
  const theme = useView((state) => state.theme);

  // The theme is not read here, but every colour changes with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const colors = new Map<string, string>();
    const styles = getComputedStyle(document.documentElement);
    const color = (property: string): string => {
      const known = colors.get(property) ?? styles.getPropertyValue(property).trim();
      colors.set(property, known);
      return known;
    };
    const resize = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      const ratio = devicePixelRatio;
      element.width = Math.max(1, Math.round(width * ratio));
      element.height = Math.max(1, Math.round(height * ratio));
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      // A projector's unit follows the window, so it is read anew.
      const scale = Number.parseFloat(styles.getPropertyValue('--u')) || 1;
      latest.current({ context, width, height, color, scale });
    };
    const observer = new ResizeObserver(resize);
    observer.observe(element);
    resize();
    return () => observer.disconnect();
  }, [theme]);

  // Text measured before the fonts are there would stay in the wrong face.
  const [, redraw] = useState(0);
  useEffect(() => {
    let gone = false;
    void document.fonts.ready.then(() => {
      if (!gone) redraw((count) => count + 1);
    });
    return () => {
      gone = true;
    };
  }, []);

  return canvas;
}
