import { emptyHead } from './chunk';
import type {
  AppendOptions,
  Erasure,
  EventLog,
  Head,
  LogEvent,
  LogState,
  Origin,
  ReadOptions,
  StoredEvent,
} from './event-log';
import { MemoryStore } from './memory-store';
import { Queue } from './queue';
import { isIntact, readSession } from './read-session';
import { BehindError, type Store, type Tombstone } from './store';
import { normalised } from './stored-record';
import { putTail, type TailStorage } from './tail';
import { textOf, troubleOf } from './trouble';

/** A chunk is written when it is full, or after so many ms. */
const PATIENCE = 1_000;
const URGENT = 50;
/** Between attempts while the storage is full, in ms. */
const RETRY = 5_000;
/** How often the log looks whether the site's data was cleared behind its back, in ms. */
const HEARTBEAT = 4_000;
/** What may wait in memory for a storage that takes nothing, in characters of JSON. */
const MOST_WAITING = 16 * 1024 * 1024;
/** Pauses before the connection is opened anew, in ms; after the last the log goes on in memory. */
const REOPEN = [20, 100, 500];
/** Between two calls of a watcher, in ms. */
const WATCH = 250;

export interface LogParts {
  readonly store: Store;
  /** Opens the storage anew after its connection was lost. */
  reopen(): Promise<Store>;
  readonly tails: TailStorage | undefined;
  readonly origin: Origin;
  readonly onTrouble: (error: unknown) => void;
  /** ms since the epoch */
  now(): number;
  newSession(): string;
  readonly state?: LogState;
  /** Calls after changes by other tabs. */
  observe?(store: Store, listener: () => void): () => void;
}

/** Takes events, groups them into chunks and sees that they are stored, whatever becomes of the storage. */
export class Log implements EventLog {
  session: string;
  state: LogState;
  private head: Head;
  private store: Store;
  private readonly waiting = new Queue();
  private taken = 0;
  private dropped = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = Infinity;
  private writing: Promise<void> = Promise.resolve();
  private readonly heartbeat: ReturnType<typeof setInterval>;
  private readonly stateListeners = new Set<(state: LogState) => void>();
  private readonly watchers = new Set<() => void>();
  private isClosed = false;

  constructor(private readonly parts: LogParts) {
    this.store = parts.store;
    this.state = parts.state ?? { kind: 'kept' };
    this.session = parts.newSession();
    this.head = emptyHead(this.session, parts.origin, parts.now());
    this.heartbeat = setInterval(() => void this.listen(), HEARTBEAT);
  }

  onState(listener: (state: LogState) => void): () => void {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  }

  append(event: LogEvent, { urgent = false }: AppendOptions = {}): number {
    const text = JSON.stringify(normalised(event));
    const seq = this.taken;
    if (this.state.kind !== 'kept' && this.waiting.text + text.length > MOST_WAITING) {
      this.dropped++;
      if (this.state.kind === 'full') this.become({ ...this.state, dropped: this.dropped });
      return seq;
    }
    this.taken++;
    this.waiting.push({ text, kind: event.kind, time: event.time });
    if (this.state.kind === 'kept' || this.state.kind === 'memory')
      this.schedule(this.waiting.isFull ? 0 : urgent ? URGENT : PATIENCE);
    else if (this.state.kind === 'full') this.schedule(RETRY);
    return seq;
  }

  describe(origin: Partial<Origin>): void {
    this.head = { ...this.head, ...origin };
  }

  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.due = Infinity;
    const turn = this.writing.then(() => this.write());
    // Whoever writes next only waits for the end, however it comes.
    this.writing = turn.catch(() => undefined);
    return turn;
  }

  putAside(): void {
    const { session, head, waiting, parts } = this;
    putTail(parts.tails, {
      session,
      origin: { actor: head.actor, app: head.app, seed: head.seed, device: head.device },
      started: head.started,
      first: head.events,
      lines: waiting.lines(),
    });
  }

  heads(): Promise<readonly Head[]> {
    return this.store.heads();
  }

  watch(listener: (heads: readonly Head[]) => void): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const tell = async (): Promise<void> => {
      timer = undefined;
      const heads = await this.heads();
      if (!stopped) listener(heads);
    };
    const changed = (): void => {
      timer ??= setTimeout(() => void tell().catch(this.parts.onTrouble), WATCH);
    };
    this.watchers.add(changed);
    const unobserve = this.parts.observe?.(this.store, changed);
    void tell().catch(this.parts.onTrouble);
    return () => {
      stopped = true;
      clearTimeout(timer);
      unobserve?.();
      this.watchers.delete(changed);
    };
  }

  async *read({ session, ...options }: ReadOptions = {}): AsyncGenerator<StoredEvent> {
    const sessions = session === undefined ? (await this.heads()).map((head) => head.session) : [session];
    for (const each of sessions) yield* readSession(this.store, each, options);
  }

  isIntact(session: string): Promise<boolean> {
    return isIntact(this.store, session);
  }

  async erase(erasure: Erasure): Promise<number> {
    await this.flush();
    const heads = await this.heads();
    const chosen = heads.filter((head) => isChosen(head, erasure)).map((head) => head.session);
    const isOwn = erasure === 'everything' || chosen.includes(this.session);
    const erased = isOwn && !chosen.includes(this.session) ? [...chosen, this.session] : chosen;
    await this.store.erase(erased, this.parts.now());
    if (isOwn) this.beginAnew();
    this.notify();
    return chosen.length;
  }

  tombstones(): Promise<readonly Tombstone[]> {
    return this.store.tombstones();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.heartbeat);
    try {
      await this.flush();
    } finally {
      this.store.close();
    }
  }

  private schedule(delay: number): void {
    const due = performance.now() + delay;
    if (due >= this.due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => void this.flush().catch(this.parts.onTrouble), delay);
  }

  /** A few chunks after the other until nothing waits. */
  private async write(): Promise<void> {
    for (let attempt = 0; this.waiting.length > 0 && this.state.kind !== 'outdated'; ) {
      const { session } = this;
      const { chunks, head } = await this.waiting.chunks(this.head);
      // Deleted while its chunks were made.
      if (session !== this.session) continue;
      const written = head.events - this.head.events;
      try {
        await this.store.append(chunks, head);
      } catch (error) {
        if (!(await this.cope(error, session, attempt++))) return;
        continue;
      }
      // What was described while the chunk was written stays.
      const { actor, app, seed, device } = this.head;
      this.head = { ...head, actor, app, seed, device };
      this.waiting.drop(written);
      attempt = 0;
      if (this.state.kind === 'full') this.become({ kind: 'kept' });
      this.notify();
    }
  }

  /**
   * Does what can be done about an error.
   * @returns whether to try again at once
   * @throws the error, where nothing can be done but keep the events
   */
  private async cope(error: unknown, session: string, attempt: number): Promise<boolean> {
    switch (troubleOf(error)) {
      case 'behind':
        // Another tab stored what this one had put aside.
        if (error instanceof BehindError) {
          this.waiting.drop(error.head.events - this.head.events);
          this.head = error.head;
        }
        return true;
      case 'erased':
        // What waits belongs to the deleted session, unless a new one has begun.
        if (session === this.session) this.beginAnew();
        return true;
      case 'cleared':
        this.toMemory(textOf(error));
        return true;
      case 'outdated':
        this.become({ kind: 'outdated' });
        return false;
      case 'full':
        this.become({ kind: 'full', waiting: this.waiting.length, dropped: this.dropped });
        if (!this.isClosed) this.schedule(RETRY);
        return false;
      case 'lost':
        await this.reopen(error, attempt);
        return true;
      case 'other':
        throw error;
    }
  }

  private async reopen(error: unknown, attempt: number): Promise<void> {
    const pause = REOPEN[attempt];
    if (pause === undefined) {
      this.toMemory(textOf(error));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    try {
      this.store.close();
      this.store = await this.parts.reopen();
    } catch (again) {
      await this.reopen(again, attempt + 1);
    }
  }

  private toMemory(reason: string): void {
    this.store = new MemoryStore();
    this.become({ kind: 'memory', reason });
  }

  private beginAnew(): void {
    const { actor, app, seed, device } = this.head;
    this.waiting.drop(this.waiting.length);
    this.taken = 0;
    this.session = this.parts.newSession();
    this.head = emptyHead(this.session, { actor, app, seed, device }, this.parts.now());
  }

  /** Notices that the site's data was cleared also while nothing is recorded. */
  private async listen(): Promise<void> {
    const { session, head, state } = this;
    if (state.kind !== 'kept' || head.events === 0) return;
    try {
      if ((await this.store.head(session)) || session !== this.session) return;
      if (await this.store.isErased(session)) this.beginAnew();
      else this.toMemory('The browser’s data for this site was cleared.');
    } catch {
      // The next write meets the same trouble and copes with it.
    }
  }

  private become(state: LogState): void {
    this.state = state;
    for (const listener of [...this.stateListeners]) listener(state);
  }

  private notify(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

function isChosen(head: Head, erasure: Erasure): boolean {
  if (erasure === 'everything') return true;
  if ('sessions' in erasure) return erasure.sessions.includes(head.session);
  return head.started >= erasure.from && head.started < erasure.to;
}
