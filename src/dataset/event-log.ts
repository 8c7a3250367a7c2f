import type { Actor, Device, Envelope } from './records';
import type { Tombstone } from './store';

/** One thing that happened, as JSON. */
export interface LogEvent {
  /** Category of the record. */
  readonly kind: string;
  /** Version of the schema of `data`; 1 where it is absent. */
  readonly version?: number;
  /** ms since the epoch */
  readonly time: number;
  readonly data: unknown;
  /** Id of an imported or collected record; what is recorded here has its session and number for an id. */
  readonly id?: string;
  /** Where it differs from that of the session. */
  readonly actor?: Actor;
  readonly provenance?: Envelope['provenance'];
  readonly device?: Device;
  readonly app?: string;
  readonly seed?: number | null;
}

export interface StoredEvent extends LogEvent {
  readonly session: string;
  /** Counts up from 0 within its session, without gaps. */
  readonly seq: number;
}

/** What holds for a whole session. */
export interface Origin {
  readonly actor: Actor;
  /** Version of the studio. */
  readonly app: string;
  readonly seed: number | null;
  readonly device: Device;
}

/** How far the log of one session has come. */
export interface Head extends Origin {
  readonly session: string;
  /** Events stored. */
  readonly events: number;
  readonly chunks: number;
  /** Stored bytes. */
  readonly bytes: number;
  /** Last link of the hash chain. */
  readonly hash: string;
  /** Events by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** When the session began, ms since the epoch. */
  readonly started: number;
  /** When its last event happened, ms since the epoch. */
  readonly updated: number;
  /** Of a session that came from a file: whom that file was exported for. */
  readonly shared?: 'own' | 'class' | 'publish';
}

export interface AppendOptions {
  /** Stored within 50 ms and not within a second. */
  readonly urgent?: boolean;
}

export interface ReadOptions {
  readonly session?: string;
  readonly kind?: string;
  /** Told of chunks that can't be read; they are left out. Without it they throw. */
  readonly onCorrupt?: (chunk: CorruptChunk) => void;
  /** Links of chunks that were verified: they are not hashed again, and the others are added once they are. */
  readonly verified?: Set<string>;
}

/** A chunk whose bytes are not those that were written. */
export interface CorruptChunk {
  readonly session: string;
  readonly index: number;
  /** Events that it held. */
  readonly events: number;
  readonly message: string;
}

/** How the log fares. */
export type LogState =
  /** Events are kept over reloads. */
  | { readonly kind: 'kept' }
  /** No storage: events are kept until the page closes, unless they are saved as a file. */
  | { readonly kind: 'memory'; readonly reason: string }
  /** A newer build owns the storage: nothing is written, reload. */
  | { readonly kind: 'outdated' }
  /** The storage is full: events wait; those beyond what memory may hold are dropped, and counted. */
  | { readonly kind: 'full'; readonly waiting: number; readonly dropped: number };

/** What is erased. */
export type Erasure =
  | { readonly sessions: readonly string[] }
  /** Sessions that began from `from` up to and without `to`, ms since the epoch. */
  | { readonly from: number; readonly to: number }
  | 'everything';

/** A log that is only ever appended to, kept across reloads. */
export interface EventLog {
  /** This visit's own session; what is appended belongs to it. A new one begins when it is erased. */
  readonly session: string;
  readonly state: LogState;
  onState(listener: (state: LogState) => void): () => void;
  /** Takes an event at once and stores it soon. @returns its sequence number */
  append(event: LogEvent, options?: AppendOptions): number;
  /** What is known about the device or the seed only later; stored with the next events. */
  describe(origin: Partial<Origin>): void;
  /** Stores what has been taken. @throws what the storage throws; the events are kept and tried again */
  flush(): Promise<void>;
  /** Synchronously puts aside what is not stored yet, when the page goes away; the next log that opens stores it. */
  putAside(): void;
  heads(): Promise<readonly Head[]>;
  /** Calls with the heads now and after each change, of any tab, at most four times a second. */
  watch(listener: (heads: readonly Head[]) => void): () => void;
  /** Stored events, session by session in the order of their sequence numbers. */
  read(options?: ReadOptions): AsyncGenerator<StoredEvent>;
  /** Whether the stored events of a session are those that were written: unbroken chain, no gap. */
  isIntact(session: string): Promise<boolean>;
  /** Erases sessions for good and leaves tombstones. @returns how many */
  erase(erasure: Erasure): Promise<number>;
  /** What was ever erased here. */
  tombstones(): Promise<readonly Tombstone[]>;
  /** Stores what is left and lets go of the storage. */
  close(): Promise<void>;
}
