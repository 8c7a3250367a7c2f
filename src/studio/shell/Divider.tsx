import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { strings } from '../strings';
import { useView, view } from '../studio';

/** Pixels of one arrow key. */
const STEP = 16;

interface DividerSpec {
  readonly orientation: 'vertical' | 'horizontal';
  readonly label: string;
  /** Pixels. */
  readonly min: number;
  readonly max: number;
  /** The panel that it sizes: before it (moving right or down makes it larger) or after it. */
  readonly sizes: 'before' | 'after';
}

const panels = strings.panels;

/** The lines between panels, by the name under which their sizes are kept: `--size-<name>` for the style sheets. */
const DIVIDERS = {
  browser: { orientation: 'vertical', label: panels.browser, min: 150, max: 400, sizes: 'before' },
  editor: { orientation: 'horizontal', label: panels.editor, min: 120, max: 800, sizes: 'before' },
  right: { orientation: 'vertical', label: panels.spectrum, min: 300, max: 1100, sizes: 'after' },
  spectrum: { orientation: 'horizontal', label: panels.spectrum, min: 140, max: 700, sizes: 'before' },
  mixer: { orientation: 'horizontal', label: panels.mixer, min: 176, max: 520, sizes: 'after' },
  timeline: { orientation: 'horizontal', label: panels.timeline, min: 90, max: 520, sizes: 'after' },
} as const satisfies Readonly<Record<string, DividerSpec>>;

/**
 * The line between two panels: drag it, or focus it and use the arrow keys; a double click or Enter gives the panel the
 * size back that it came with.
 */
export function Divider({ name }: { readonly name: keyof typeof DIVIDERS }) {
  const { orientation, label, min, max, sizes }: DividerSpec = DIVIDERS[name];
  const line = useRef<HTMLDivElement>(null);
  const drag = useRef<{ at: number; size: number }>(undefined);
  const size = useView((state) => state.sizes[name]);
  const direction = sizes === 'before' ? 1 : -1;

  function panel(): Element | null | undefined {
    return sizes === 'before' ? line.current?.previousElementSibling : line.current?.nextElementSibling;
  }

  /** What the panel has now, whoever decided it. */
  function measured(): number {
    const { width = min, height = min } = panel()?.getBoundingClientRect() ?? {};
    return Math.round(orientation === 'vertical' ? width : height);
  }

  function resize(next: number): void {
    const held = Math.round(Math.min(max, Math.max(min, next)));
    view.setState((state) => ({ sizes: { ...state.sizes, [name]: held } }));
  }

  function reset(): void {
    view.setState((state) => {
      const { [name]: _, ...others } = state.sizes;
      return { sizes: others };
    });
  }

  function along(event: PointerEvent): number {
    return orientation === 'vertical' ? event.clientX : event.clientY;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) resize(measured() - STEP * direction);
    else if (event.key === more) resize(measured() + STEP * direction);
    else if (event.key === 'Home') resize(min);
    else if (event.key === 'End') resize(max);
    else if (event.key === 'Enter') reset();
    else return;
    event.preventDefault();
  }

  // Windows and themes change sizes too: what is announced is what is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a divider keeps its name for life
  useEffect(() => {
    const target = panel();
    if (!target) return;
    const tell = (): void => line.current?.setAttribute('aria-valuenow', String(measured()));
    const observer = new ResizeObserver(tell);
    observer.observe(target);
    tell();
    return () => observer.disconnect();
  }, []);

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr can't be focused and moved
    <div
      ref={line}
      role="separator"
      tabIndex={0}
      className={`divider divider-${orientation}`}
      data-divider={name}
      aria-label={strings.divider(label)}
      aria-orientation={orientation}
      aria-valuenow={size ?? min}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: along(event), size: measured() };
      }}
      onPointerMove={(event) => {
        const held = drag.current;
        if (held) resize(held.size + (along(event) - held.at) * direction);
      }}
      onPointerUp={() => {
        drag.current = undefined;
      }}
      onPointerCancel={() => {
        if (drag.current) resize(drag.current.size);
        drag.current = undefined;
      }}
      onDoubleClick={reset}
      onKeyDown={onKeyDown}
    />
  );
}
