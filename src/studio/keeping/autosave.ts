import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Draft, DraftHead, DraftStore } from '../../dataset';
import type { Session, SessionDocument, Steps } from '../../session';

/** The session codec, which is loaded when there is something to keep. */
export interface DraftCodec {
  write(document: SessionDocument, steps: Steps): Pick<Draft, 'session' | 'history'> & { dropped: number };
  /** @throws when the session can't be opened; `steps` is undefined when only the history can't */
  read(draft: Draft): { readonly document: SessionDocument; readonly steps: Steps | undefined };
}

export interface AutosavePorts {
  open(): Promise<DraftStore>;
  codec(): Promise<DraftCodec>;
  /** Marks a draft as the work of a page that is open. @returns gives it up */
  claim(id: string): () => void;
  /** Drafts that are the work of open pages. */
  claimed(): Promise<ReadonlySet<string>>;
  newId(): string;
  /** ms since the epoch */
  now(): number;
}

export type Kept =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'kept'; readonly at: number; readonly dropped: number }
  | { readonly kind: 'refused'; readonly message: string };

export interface AutosaveState {
  readonly kept: Kept;
  /** Work that an earlier visit left unsaved, until the performer decides. */
  readonly offer: DraftHead | undefined;
  /** A draft thrown away on this visit, which can be brought back while the page is open. */
  readonly discarded: Draft | undefined;
  /** Recent work of this browser, the latest first. */
  readonly drafts: readonly DraftHead[];
  /** What the performer should know about the last draft that was opened. */
  readonly notice: 'no-history' | 'gone' | undefined;
}

export interface Autosave {
  readonly state: StoreApi<AutosaveState>;
  /** Keeps what there is now, without waiting for a rest. */
  flush(): Promise<void>;
  /** Puts a draft in the place of this session, which stays a draft of its own. @throws when it can't be opened */
  restore(id: string): Promise<void>;
  discard(id: string): Promise<void>;
  bringBack(): Promise<void>;
  /** Opens the storage and keeps what changes from now on. */
  start(): void;
  stop(): void;
}

/** A draft is written when the work rests this long, and at the latest this long after it began; ms. */
const REST = 500;
const PATIENCE = 2_000;

/**
 * Keeps the session as a draft while it changes, and offers what an earlier visit left. Every page writes a draft
 * of its own, so that tabs never overwrite each other.
 */
export function createAutosave(session: Session, ports: AutosavePorts): Autosave {
  const state = createStore<AutosaveState>()(() => ({
    kept: { kind: 'nothing' },
    offer: undefined,
    discarded: undefined,
    drafts: [],
    notice: undefined,
  }));
  let id = ports.newId();
  let release: (() => void) | undefined;
  let watching: (() => void) | undefined;
  let opened: Promise<DraftStore> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since: number | undefined;
  let writing: Promise<void> = Promise.resolve();

  /** One that could not be opened is tried again with the next change. */
  function open(): Promise<DraftStore> {
    opened ??= ports.open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  }

  const refuse = (error: unknown): void =>
    state.setState({
      kept: { kind: 'refused', message: error instanceof Error ? error.message : String(error) },
    });

  const list = async (store: DraftStore): Promise<void> => state.setState({ drafts: await store.list() });

  /** Unsaved work that no open page holds. */
  async function look(): Promise<void> {
    const store = await open();
    const [drafts, claimed] = await Promise.all([store.list(), ports.claimed()]);
    const offer = drafts.find((draft) => !draft.saved && draft.id !== id && !claimed.has(draft.id));
    state.setState({ drafts, offer });
  }

  async function write(): Promise<void> {
    const { document, dirty, depth } = session.getState();
    const steps = session.steps();
    const isTouched = dirty || depth + steps.future.length > 0;
    if (!isTouched && state.getState().kept.kind === 'nothing') return;
    try {
      const [store, codec] = await Promise.all([open(), ports.codec()]);
      const { dropped, ...texts } = codec.write(document, steps);
      const at = ports.now();
      const title = document.title || firstLine(document.program);
      await store.put({ id, title, updated: at, steps: depth, saved: !dirty, ...texts });
      state.setState({ kept: { kind: 'kept', at, dropped } });
      await list(store);
    } catch (error) {
      refuse(error);
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    since = undefined;
    writing = writing.then(write);
    return writing;
  }

  function schedule(): void {
    const now = ports.now();
    since ??= now;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), Math.max(0, Math.min(REST, since + PATIENCE - now)));
  }

  /** Work from here on is a draft of its own. */
  function startOver(): void {
    release?.();
    id = ports.newId();
    release = ports.claim(id);
  }

  async function drop(draft: string): Promise<void> {
    const store = await open();
    await store.delete(draft);
    const { offer } = state.getState();
    state.setState({ offer: offer?.id === draft ? undefined : offer });
    await list(store);
  }

  return {
    state,
    flush,
    async restore(wanted) {
      const [store, codec] = await Promise.all([open(), ports.codec()]);
      const draft = await store.get(wanted);
      if (!draft) {
        state.setState({ notice: 'gone', offer: undefined });
        await list(store);
        return;
      }
      const { document, steps } = codec.read(draft);
      await flush();
      startOver();
      if (steps) session.reset(document, steps);
      else session.commit(draft.title, 'user', (open) => void Object.assign(open, document));
      state.setState({ notice: steps ? undefined : 'no-history' });
      await flush();
      if (state.getState().kept.kind === 'kept') await drop(wanted);
      else state.setState({ offer: undefined });
    },
    async discard(unwanted) {
      const store = await open();
      const discarded = await store.get(unwanted);
      await drop(unwanted);
      state.setState({ discarded });
    },
    async bringBack() {
      const { discarded } = state.getState();
      if (!discarded) return;
      await (await open()).put(discarded);
      state.setState({ discarded: undefined });
      await look();
    },
    start() {
      release ??= ports.claim(id);
      watching ??= session.subscribe(({ document, dirty }, before) => {
        if (document !== before.document || dirty !== before.dirty) schedule();
      });
      look().catch(refuse);
    },
    stop() {
      clearTimeout(timer);
      watching?.();
      watching = undefined;
      release?.();
      release = undefined;
    },
  };
}

function firstLine(program: string): string {
  return program.trim().split('\n', 1)[0]?.slice(0, 60) ?? '';
}
