import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { strings } from '../strings';
import { useView, view } from '../studio';

const STEP = 16;

export interface DividerProps {
  /** The key under which the size is remembered, and the custom property `--size-<name>`. */
  readonly name: string;
  readonly orientation: 'vertical' | 'horizontal';
  readonly label: string;
  /** Pixels; what the panel has until it is resized. */
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** 1 when moving right or down makes the sized panel larger, -1 when it makes it smaller. */
  readonly direction: 1 | -1;
}

/** The line between two panels: drag it, or focus it and use the arrow keys; a double click restores it. */
export function Divider({ name, orientation, label, initial, min, max, direction }: DividerProps) {
  const size = useView((state) => state.sizes[name]) ?? initial;
  const drag = useRef<{ at: number; size: number }>(undefined);

  function resize(next: number): void {
    const held = Math.round(Math.min(max, Math.max(min, next)));
    view.setState(({ sizes }) => ({ sizes: { ...sizes, [name]: held } }));
  }

  function along(event: PointerEvent): number {
    return orientation === 'vertical' ? event.clientX : event.clientY;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) resize(size - STEP * direction);
    else if (event.key === more) resize(size + STEP * direction);
    else if (event.key === 'Home') resize(min);
    else if (event.key === 'End') resize(max);
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr can't be focused and moved
    <div
      role="separator"
      tabIndex={0}
      className={`divider divider-${orientation}`}
      data-divider={name}
      aria-label={strings.divider(label)}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { at: along(event), size };
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
      onDoubleClick={() => resize(initial)}
      onKeyDown={onKeyDown}
    />
  );
}
