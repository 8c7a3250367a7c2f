import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { type Gesture, PARAMETERS, type Parameter, type SessionDocument } from '../../session';
import { learn, midiState } from '../midi/state';
import { strings } from '../strings';
import { frames, session, useDocument } from '../studio';
import { wheelNotches } from '../wheel';
import { useMark } from './marks';
import { controlMenu } from './menu';

/** Pixels of travel before a press becomes a drag, so that a double click moves nothing. */
const SLACK = 3;
/** Fine movement: a tenth. */
const FINE = 0.1;
/** Key presses and wheel turns closer together than this are one undo step, in ms. */
const REST = 500;

export interface SliderOptions {
  readonly parameter: Parameter;
  /** Pixels from one end to the other; a function when it depends on the element's size. */
  readonly travel: number | ((element: HTMLElement) => number);
  readonly orientation?: 'vertical' | 'horizontal';
  /** Where lanes and macros take the value, 0–1. */
  readonly effective?: number | undefined;
}

interface Drag {
  readonly pointer: number;
  x: number;
  y: number;
  unit: number;
  moved: boolean;
}

/**
 * What every value control does, whatever it looks like: drag (Shift or Alt fine, Escape cancels), arrows, Page,
 * Home and End, wheel while focused, double click resets, a digit or Enter opens the number box, the secondary
 * button or the menu key its menu. One drag, one burst of keys, one turn of the wheel is one undo step. In MIDI
 * learn mode a control is chosen instead of moved.
 */
export function useSlider({ parameter, travel, orientation = 'vertical', effective }: SliderOptions) {
  const value = useDocument(parameter.get);
  const { mark, waiting } = useMark(parameter);
  const [typing, setTyping] = useState<string>();
  const element = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag>(undefined);
  const gesture = useRef<Gesture<SessionDocument>>(undefined);
  const pending = useRef<number>(undefined);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(() => {
    const next = pending.current;
    if (next === undefined) return;
    pending.current = undefined;
    if (!gesture.current?.open) gesture.current = session.gesture(parameter.label, 'user');
    gesture.current.update((draft) => parameter.set(draft, next));
  }, [parameter]);

  const finish = useCallback(() => {
    clearTimeout(rest.current);
    flush();
    gesture.current?.commit();
    gesture.current = undefined;
    drag.current = undefined;
  }, [flush]);

  const cancel = useCallback(() => {
    clearTimeout(rest.current);
    pending.current = undefined;
    gesture.current?.cancel();
    gesture.current = undefined;
    drag.current = undefined;
  }, []);

  const current = useCallback(
    () => pending.current ?? parameter.get(session.getState().document),
    [parameter],
  );

  /** Moves on now, and ends the step after a rest. */
  const nudge = useCallback(
    (next: number) => {
      pending.current = next;
      flush();
      clearTimeout(rest.current);
      rest.current = setTimeout(finish, REST);
    },
    [flush, finish],
  );

  useEffect(() => finish, [finish]);

  // React's wheel listeners are passive; this one must keep the panel from scrolling.
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const onWheel = (event: WheelEvent): void => {
      if (document.activeElement !== target) return;
      event.preventDefault();
      const notches = wheelNotches(event.deltaY, event);
      nudge(parameter.nudge(current(), -notches * (isFine(event) ? FINE : 1)));
    };
    target.addEventListener('wheel', onWheel, { passive: false });
    return () => target.removeEventListener('wheel', onWheel);
  }, [parameter, nudge, current]);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0 || drag.current || typing !== undefined) return;
    finish();
    event.currentTarget.focus();
    if (midiState.getState().learn === 'many') {
      onFocus();
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = {
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      unit: parameter.toUnit(current()),
      moved: false,
    };
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const held = drag.current;
    if (!held || held.pointer !== event.pointerId) return;
    const distance = orientation === 'vertical' ? held.y - event.clientY : event.clientX - held.x;
    if (!held.moved && Math.abs(distance) < SLACK) return;
    held.moved = true;
    const length = typeof travel === 'number' ? travel : travel(event.currentTarget);
    held.unit = Math.min(1, Math.max(0, held.unit + (distance / length) * (isFine(event) ? FINE : 1)));
    held.x = event.clientX;
    held.y = event.clientY;
    pending.current = parameter.fromUnit(held.unit);
    frames.once(flush);
  }

  function onPointerUp(event: PointerEvent<HTMLElement>): void {
    if (drag.current?.pointer === event.pointerId) finish();
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>): void {
    if (drag.current?.pointer === event.pointerId) cancel();
  }

  function reset(): void {
    cancel();
    session.commit(strings.control.resetLabel(parameter.label), 'user', (draft) =>
      parameter.set(draft, parameter.initial),
    );
  }

  function onBlur(): void {
    // A second finger takes the focus to its own fader; the first one goes on.
    if (!drag.current) finish();
  }

  function onContextMenu(event: MouseEvent<HTMLElement>): void {
    // The number box has the browser's own menu, for pasting.
    if (typing !== undefined) return;
    event.preventDefault();
    cancel();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    // The menu key has no place of its own: the control's lower corner.
    const at =
      event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom };
    controlMenu.setState({
      open: {
        parameter,
        element: event.currentTarget,
        at,
        reset,
        type: () => setTyping(parameter.short(current())),
      },
    });
  }

  /** In learn mode the control that has the focus is the one that learns. */
  function onFocus(): void {
    if (midiState.getState().learn === 'many' && PARAMETERS.has(parameter.id)) {
      learn({ kind: 'parameter', id: parameter.id });
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape' && gesture.current) {
      cancel();
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    // With Alt a digit is a shortcut, such as the one that mutes a channel.
    if ((/^[\d.\-−+]$/.test(event.key) && !event.altKey) || event.key === 'Enter') {
      finish();
      setTyping(event.key === 'Enter' ? parameter.short(current()) : event.key);
      event.preventDefault();
      return;
    }
    const next = keyTarget(event, parameter, current());
    if (next === undefined) return;
    event.preventDefault();
    nudge(next);
  }

  /** What is wrong with a typed text; an empty one means that nothing was typed after all. */
  function trouble(text: string): string | undefined {
    if (text.trim() === '' || parameter.parse(text) !== undefined) return undefined;
    return strings.control.noValue(text, parameter.text(parameter.min), parameter.text(parameter.max));
  }

  /** Takes what was typed. */
  function typed(text: string | undefined): void {
    setTyping(undefined);
    element.current?.focus();
    const parsed = text === undefined ? undefined : parameter.parse(text);
    if (parsed === undefined) return;
    session.commit(parameter.label, 'user', (draft) => parameter.set(draft, parsed));
  }

  const remarks = [
    effective === undefined
      ? undefined
      : strings.control.played(parameter.text(parameter.fromUnit(effective))),
    mark && strings.control.marks[mark],
  ].filter((each) => each !== undefined);

  return {
    value,
    unit: parameter.toUnit(value),
    mark,
    /** Where the MIDI knob stands while it has not reached the value, 0–1. */
    waiting,
    /** The number box, while it is open. */
    field:
      typing === undefined ? undefined : { label: parameter.label, initial: typing, trouble, onDone: typed },
    slider: {
      ref: element,
      role: 'slider',
      tabIndex: 0,
      'aria-label': parameter.label,
      'aria-orientation': orientation,
      'aria-valuemin': parameter.min,
      'aria-valuemax': parameter.max,
      'aria-valuenow': value,
      'aria-valuetext': [parameter.text(value), ...remarks].join(', '),
      'data-parameter': parameter.id,
      'data-learnable': PARAMETERS.has(parameter.id) || undefined,
      'data-learning': mark === 'learning' || undefined,
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel,
      onLostPointerCapture: onPointerUp,
      onDoubleClick: reset,
      onContextMenu,
      onFocus,
      onKeyDown,
      onBlur,
    },
  } as const;
}

function isFine(event: { readonly shiftKey: boolean; readonly altKey: boolean }): boolean {
  return event.shiftKey || event.altKey;
}

function keyTarget(
  event: KeyboardEvent<HTMLElement>,
  parameter: Parameter,
  value: number,
): number | undefined {
  const step = isFine(event) ? FINE : 1;
  switch (event.key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return parameter.nudge(value, step);
    case 'ArrowDown':
    case 'ArrowLeft':
      return parameter.nudge(value, -step);
    case 'PageUp':
      return parameter.nudge(value, 10 * step);
    case 'PageDown':
      return parameter.nudge(value, -10 * step);
    case 'Home':
      return parameter.min;
    case 'End':
      return parameter.max;
    default:
      return undefined;
  }
}
