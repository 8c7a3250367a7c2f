import { createStore } from 'zustand/vanilla';
import { type GestureEvent, PARAMETERS, type SessionDocument } from '../session';
import { session } from './studio';
import { transportState } from './transport';

/** How a hand takes over from a lane: until it lets go, or until the transport stops. */
export const TAKEOVERS = ['touch', 'latch'] as const;
export type Takeover = (typeof TAKEOVERS)[number];

export interface TouchState {
  /** Whether what hands do while playing is written into lanes. */
  readonly armed: boolean;
  readonly takeover: Takeover;
  /** Ids of the parameters that a hand has taken over: their lanes wait. */
  readonly held: ReadonlySet<string>;
}

export const touch = createStore<TouchState>()(() => ({
  armed: false,
  takeover: 'touch',
  held: new Set(),
}));

type Gesturing = GestureEvent<SessionDocument>['gesture'];

/** Parameters by the gesture that moves them. */
const moving = new Map<Gesturing, Set<string>>();
const latched = new Set<string>();

/** Ids of the parameters that differ between two documents. */
export function movedParameters(before: SessionDocument, after: SessionDocument): string[] {
  return [...PARAMETERS.values()]
    .filter((parameter) => parameter.get(before) !== parameter.get(after))
    .map(({ id }) => id);
}

/** Whether a gesture is a performer's, and not a plugin's. */
export function isHand({ author }: GestureEvent<SessionDocument>): boolean {
  return author === 'user' || author === 'midi';
}

session.onGesture((event) => {
  if (!isHand(event)) return;
  if (event.kind === 'move') {
    const ids = moving.get(event.gesture) ?? new Set();
    for (const id of movedParameters(event.before, event.after)) ids.add(id);
    moving.set(event.gesture, ids);
  } else {
    const ids = moving.get(event.gesture);
    moving.delete(event.gesture);
    const isLatched = touch.getState().takeover === 'latch' && transportState.getState().playing;
    if (ids && isLatched && event.kind === 'commit') for (const id of ids) latched.add(id);
  }
  publish();
});

// A stop lets go of what was latched; a jump of the playhead does not.
transportState.subscribe(({ playing }, { playing: played }) => {
  if (playing || !played) return;
  latched.clear();
  publish();
});

function publish(): void {
  const held = new Set([...latched, ...[...moving.values()].flatMap((ids) => [...ids])]);
  const before = touch.getState().held;
  if (held.size === before.size && [...held].every((id) => before.has(id))) return;
  touch.setState({ held });
}
