import type { DataOf, GesturePath, LogEvent, UserAction } from '../../dataset';
import {
  type Author,
  type Entry,
  type EntryEvent,
  type GestureEvent,
  PARAMETERS,
  type SessionDocument,
} from '../../session';
import { actionOf, type Parameters, parametersOf } from './entries';
import { PathRecorder } from './path';
import type { SuggestionStep } from './suggestions';

type Interaction = DataOf<'user_interactions'>;

/** What a performer is asked to rate. */
export const RATINGS = ['result_satisfaction', 'performance_feedback', 'creativity_rating'] as const;
export type Rating = (typeof RATINGS)[number];

export interface InteractionParts {
  /** ms since the epoch, from a clock that never jumps */
  now(): number;
  /** The playhead in beats; null while nothing plays. */
  beat(): number | null;
  /** Hash of the program that is open; null before it compiled. */
  program(): string | null;
  /** Takes an event; urgent ones are stored at once. */
  append(event: LogEvent, urgent: boolean): void;
}

const HANDS: ReadonlySet<string> = new Set(['user', 'midi']);

/** What of the transport tells which button was pressed. */
interface TransportSight {
  readonly playing: boolean;
  readonly moved: number;
  readonly jumps: number;
}

/** What was done to the transport; undefined when nothing was. A stop ends playing and sends the playhead back. */
export function transportAction(
  now: TransportSight,
  before: TransportSight,
): Extract<UserAction, 'play' | 'pause' | 'stop' | 'seek'> | undefined {
  if (now.playing && !before.playing) return 'play';
  if (before.playing && !now.playing) return now.jumps === before.jumps ? 'pause' : 'stop';
  return now.moved === before.moved ? undefined : 'seek';
}

/** Turns what the performer does into records of `user_interactions`. */
export class Interactions {
  private order = 0;
  /** Faders of the gestures under way, by gesture. */
  private readonly paths = new Map<object, { begun: number; faders: Map<string, PathRecorder> }>();
  /** Of the gesture that has just ended: its step comes next. */
  private ended: { duration: number; path: readonly GesturePath[] } | undefined;

  constructor(private readonly parts: InteractionParts) {}

  onGesture(event: GestureEvent<SessionDocument>): void {
    switch (event.kind) {
      case 'move':
        this.follow(event.gesture, event.before, event.after);
        break;
      case 'commit': {
        const held = this.paths.get(event.gesture);
        this.paths.delete(event.gesture);
        // A fader that is back where it was makes no step: the next one is another's.
        if (held && event.changed) {
          const path = [...held.faders.values()].map((fader) => fader.path());
          this.ended = { duration: this.parts.now() - held.begun, path };
        }
        break;
      }
      case 'cancel':
        this.paths.delete(event.gesture);
    }
  }

  onEntry(event: EntryEvent): void {
    if (event.kind === 'reset') this.write('open_session', { label: 'Open a session' });
    else if (event.kind === 'commit') this.step(event.entry);
    else this.write(event.kind, { label: event.entry.label, author: event.entry.author });
  }

  transport(action: Extract<UserAction, 'play' | 'pause' | 'stop' | 'seek'>): void {
    this.write(action, { label: action });
  }

  suggestion({ id, plugin, phase, confidence, age }: SuggestionStep): void {
    const moved = phase === 'applied' ? 'suggestions' : null;
    this.write('suggestion', {
      label: phase,
      author: plugin,
      learning_preference: moved,
      suggestion: { id, plugin, phase, confidence, age_ms: age },
    });
  }

  /** @param stars 1–5 */
  rate(rating: Rating, stars: number): void {
    this.write('rating', { label: rating, [rating]: stars });
  }

  session(action: Extract<UserAction, 'session_start' | 'session_end'>): void {
    this.write(action, { label: action });
  }

  consent(scope: string, given: boolean): void {
    this.write('consent', { label: scope, parameters: { [scope]: given } });
  }

  /** @param by ms that the wall clock has jumped, forwards or back */
  clockJump(by: number): void {
    this.write('clock_jump', { label: 'clock', parameters: { by } });
  }

  private step(entry: Entry): void {
    const gesture = this.ended;
    this.ended = undefined;
    const action = actionOf(entry);
    this.write(action === 'change' && gesture ? 'gesture' : action, {
      label: entry.label,
      author: entry.author,
      parameters: parametersOf(entry.patches),
      learning_preference: preferenceOf(entry.author),
      ...(gesture ? { duration_ms: Math.max(0, gesture.duration), path: gesture.path } : {}),
    });
  }

  private follow(gesture: object, before: SessionDocument, after: SessionDocument): void {
    const now = this.parts.now();
    const held = this.paths.get(gesture) ?? { begun: now, faders: new Map() };
    this.paths.set(gesture, held);
    for (const parameter of PARAMETERS.values()) {
      const [from, to] = [parameter.get(before), parameter.get(after)];
      if (from === to) continue;
      const fader =
        held.faders.get(parameter.id) ?? new PathRecorder(parameter.id, parameter.toUnit(from), held.begun);
      held.faders.set(parameter.id, fader);
      fader.move(parameter.toUnit(to), now);
    }
  }

  private write(
    action: UserAction,
    what: Partial<Omit<Interaction, 'user_action' | 'timestamp' | 'order'>> & {
      readonly parameters?: Parameters;
    },
  ): void {
    const time = this.parts.now();
    const data: Interaction = {
      timestamp: time,
      user_action: action,
      parameters: {},
      result_satisfaction: null,
      performance_feedback: null,
      creativity_rating: null,
      learning_preference: null,
      label: '',
      author: 'user',
      duration_ms: 0,
      path: [],
      program_hash: this.parts.program(),
      beat: this.parts.beat(),
      suggestion: null,
      order: this.order++,
      ...what,
    };
    this.parts.append({ kind: 'user_interactions', time, data }, URGENT.has(action));
  }
}

/** Rare, and lost with much: stored within 50 ms. */
const URGENT: ReadonlySet<UserAction> = new Set([
  'rating',
  'suggestion',
  'consent',
  'session_start',
  'session_end',
]);

function preferenceOf(author: Author): Interaction['learning_preference'] {
  if (HANDS.has(author)) return 'manual';
  return author === 'automation' ? 'automation' : 'suggestions';
}
