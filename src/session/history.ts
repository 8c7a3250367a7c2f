import { applyPatches, type Draft, enablePatches, type Patch, produceWithPatches } from 'immer';

enablePatches();

/** Who changed the document. A plugin signs with its id. */
export type Author = 'user' | 'midi' | 'automation' | (string & {});

/** One undo step. The same entries drive undo, autosave and the interaction log. */
export interface Entry {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly label: string;
  readonly author: Author;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
}

export type Recipe<T> = (draft: Draft<T>) => void;

/** A change under way: a drag, a knob being turned, a burst of typing. It becomes one entry. */
export interface Gesture<T> {
  /** Applies a change at once. It may replace values, but not add or remove any. */
  update(recipe: Recipe<T>): void;
  /** Ends the gesture as one undo step (none when nothing changed in the end). */
  commit(): void;
  /** Puts everything back and leaves no trace. */
  cancel(): void;
  readonly open: boolean;
}

export interface HistoryState<T> {
  readonly document: T;
  readonly undoLabel: string | undefined;
  readonly redoLabel: string | undefined;
  /** Steps that can be undone. */
  readonly depth: number;
  /** Whether the document differs from the one last saved. */
  readonly dirty: boolean;
}

/** All steps of a history, as plain data: what an autosave keeps beside the document. */
export interface Steps {
  /** Steps that can be undone, the latest last. */
  readonly past: readonly Entry[];
  /** Steps that can be redone, the next one last. */
  readonly future: readonly Entry[];
}

export type EntryEvent =
  | { readonly kind: 'commit'; readonly entry: Entry }
  | { readonly kind: 'undo'; readonly entry: Entry }
  | { readonly kind: 'redo'; readonly entry: Entry }
  | { readonly kind: 'reset' };

/** What becomes of a gesture. Listeners are told before the document's own. */
export type GestureEvent<T> = { readonly gesture: Gesture<T>; readonly author: Author } & (
  | { readonly kind: 'move'; readonly before: T; readonly after: T }
  | {
      readonly kind: 'commit';
      /** Whether it makes a step by itself; not where everything is back where it was. */
      readonly changed: boolean;
      /** Makes a further change a part of the gesture's step, under another label. */
      add(label: string, recipe: Recipe<T>): void;
    }
  | { readonly kind: 'cancel' }
);

export interface History<T> {
  getState(): HistoryState<T>;
  subscribe(listener: (state: HistoryState<T>, previous: HistoryState<T>) => void): () => void;
  /** Changes the document in one step; does nothing when the recipe changes nothing. */
  commit(label: string, author: Author, recipe: Recipe<T>): void;
  gesture(label: string, author: Author): Gesture<T>;
  /** Undoes the last step, after ending gestures under way. Returns its label. */
  undo(): string | undefined;
  redo(): string | undefined;
  markSaved(): void;
  /** The steps on both sides of the document; gestures under way count as the steps that they would be now. */
  steps(): Steps;
  /** Starts over with another document, and with the steps that lead to it and on from it, if there are any. */
  reset(document: T, steps?: Steps): void;
  onEntry(listener: (event: EntryEvent) => void): () => void;
  onGesture(listener: (event: GestureEvent<T>) => void): () => void;
}

interface OpenGesture {
  commit(): void;
  /** The step that it would be if it ended now; undefined when it has changed nothing. */
  step(): Omit<Entry, 'id' | 'at'> | undefined;
  /** Whether the gesture has changed one of these places, or one above or below it. */
  touches(patches: readonly Patch[]): boolean;
}

/**
 * A document with labelled undo and redo, on Immer patches.
 * @param now gives the time of entries, in milliseconds since the epoch
 */
export function createHistory<T extends object>(initial: T, now: () => number = Date.now): History<T> {
  let document = initial;
  let past: Entry[] = [];
  let future: Entry[] = [];
  let savedAt: Entry | undefined;
  let nextId = 1;
  const gestures = new Set<OpenGesture>();
  const listeners = new Set<(state: HistoryState<T>, previous: HistoryState<T>) => void>();
  const entryListeners = new Set<(event: EntryEvent) => void>();
  const gestureListeners = new Set<(event: GestureEvent<T>) => void>();
  let state = snapshot();

  function snapshot(): HistoryState<T> {
    return {
      document,
      undoLabel: past.at(-1)?.label,
      redoLabel: future.at(-1)?.label,
      depth: past.length,
      dirty: past.at(-1) !== savedAt || gestures.size > 0,
    };
  }

  function publish(): void {
    const previous = state;
    state = snapshot();
    for (const listener of [...listeners]) listener(state, previous);
  }

  function announce(event: EntryEvent): void {
    for (const listener of [...entryListeners]) listener(event);
  }

  function tell(event: GestureEvent<T>): void {
    for (const listener of [...gestureListeners]) listener(event);
  }

  function endGestures(): void {
    for (const gesture of [...gestures]) gesture.commit();
  }

  /**
   * Ends the gestures that a change would disturb: undo is exact only when two steps that touch the same place
   * are recorded in the order in which they happened. A change of structure moves everything.
   */
  function endDisturbed(patches: readonly Patch[], except?: OpenGesture): boolean {
    const structural = !patches.every(isReplacement);
    const disturbed = [...gestures].filter(
      (held) => held !== except && (structural || held.touches(patches)),
    );
    for (const held of disturbed) held.commit();
    return disturbed.length > 0;
  }

  function record(label: string, author: Author, patches: readonly Patch[], inverse: readonly Patch[]): void {
    const entry: Entry = { id: nextId++, at: now(), label, author, patches, inverse };
    past.push(entry);
    future = [];
    publish();
    announce({ kind: 'commit', entry });
  }

  function commit(label: string, author: Author, recipe: Recipe<T>): void {
    let [next, patches, inverse] = produceWithPatches(document, recipe);
    if (patches.length === 0) return;
    // What a gesture's end adds must not be overwritten by a change that was worked out before it.
    if (endDisturbed(patches)) [next, patches, inverse] = produceWithPatches(document, recipe);
    document = next;
    record(label, author, patches, inverse);
  }

  function gesture(label: string, author: Author): Gesture<T> {
    const forward = new Map<string, Patch>();
    const backward = new Map<string, Patch>();
    let open = true;
    const close = (): void => {
      open = false;
      gestures.delete(self);
    };
    const self: Gesture<T> & OpenGesture = {
      get open() {
        return open;
      },
      touches: (patches) =>
        patches.some((patch) => [...forward.values()].some((held) => overlap(held.path, patch.path))),
      update(recipe) {
        if (!open) return;
        let [next, patches, inverse] = produceWithPatches(document, recipe);
        if (!patches.every(isReplacement)) {
          throw new Error(`The gesture "${label}" may only replace values; use commit to add or remove.`);
        }
        if (patches.length === 0) return;
        if (endDisturbed(patches, self)) [next, patches, inverse] = produceWithPatches(document, recipe);
        const before = document;
        document = next;
        tell({ kind: 'move', gesture: self, author, before, after: next });
        for (const patch of patches) forward.set(patch.path.join('/'), patch);
        for (const patch of inverse) {
          const key = patch.path.join('/');
          if (!backward.has(key)) backward.set(key, patch);
        }
        publish();
      },
      step() {
        const changed = [...forward].filter(([key, patch]) => backward.get(key)?.value !== patch.value);
        if (changed.length === 0) return undefined;
        const patches = changed.map(([, patch]) => patch);
        return { label, author, patches, inverse: changed.flatMap(([key]) => backward.get(key) ?? []) };
      },
      commit() {
        if (!open) return;
        close();
        const { patches = [], inverse = [] } = self.step() ?? {};
        const added = additions(patches.length > 0);
        if (patches.length === 0 && added.patches.length === 0) {
          publish();
          return;
        }
        // Undoing goes backwards: what was added last goes first.
        record(added.label, author, [...patches, ...added.patches], [...added.inverse, ...inverse]);
      },
      cancel() {
        if (!open) return;
        close();
        document = applyPatches(document, [...backward.values()]);
        tell({ kind: 'cancel', gesture: self, author });
        publish();
      },
    };
    /** What listeners add to the step. */
    const additions = (
      changed: boolean,
    ): { label: string; patches: readonly Patch[]; inverse: readonly Patch[] } => {
      const recipes: Recipe<T>[] = [];
      let name = label;
      const add = (other: string, recipe: Recipe<T>): void => {
        name = other;
        recipes.push(recipe);
      };
      tell({ kind: 'commit', gesture: self, author, changed, add });
      if (recipes.length === 0) return { label, patches: [], inverse: [] };
      endGestures();
      const [next, patches, inverse] = produceWithPatches(document, (draft: Draft<T>) => {
        for (const recipe of recipes) recipe(draft);
      });
      document = next;
      return { label: name, patches, inverse };
    };
    gestures.add(self);
    return self;
  }

  function step(from: Entry[], to: Entry[], kind: 'undo' | 'redo'): string | undefined {
    const entry = from.pop();
    if (!entry) return undefined;
    document = applyPatches(document, kind === 'undo' ? [...entry.inverse] : [...entry.patches]);
    to.push(entry);
    publish();
    announce({ kind, entry });
    return entry.label;
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    commit,
    gesture,
    // Ending a gesture records a step, and a new step leaves nothing to redo: only then are the stacks what they are.
    undo: () => {
      endGestures();
      return step(past, future, 'undo');
    },
    redo: () => {
      endGestures();
      return step(future, past, 'redo');
    },
    markSaved() {
      savedAt = past.at(-1);
      publish();
    },
    steps() {
      const held = [...gestures].flatMap((gesture) => gesture.step() ?? []);
      const open = held.map((step, index): Entry => ({ id: nextId + index, at: now(), ...step }));
      return { past: [...past, ...open], future: open.length === 0 ? [...future] : [] };
    },
    reset(next, steps = { past: [], future: [] }) {
      endGestures();
      document = next;
      past = [...steps.past];
      future = [...steps.future];
      nextId = 1 + Math.max(0, ...[...past, ...future].map(({ id }) => id));
      savedAt = undefined;
      publish();
      announce({ kind: 'reset' });
    },
    onEntry(listener) {
      entryListeners.add(listener);
      return () => entryListeners.delete(listener);
    },
    onGesture(listener) {
      gestureListeners.add(listener);
      return () => gestureListeners.delete(listener);
    },
  };
}

function overlap(one: Patch['path'], other: Patch['path']): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((part, index) => part === other[index]);
}

function isReplacement(patch: Patch): boolean {
  // Immer writes a shortened array as a replacement of its length.
  return patch.op === 'replace' && patch.path.at(-1) !== 'length';
}
