/** One thing that happened, as JSON. */
export interface LogEvent {
  /** Category of the record. */
  readonly kind: string;
  /** ms since the epoch */
  readonly time: number;
  readonly data: unknown;
}

export interface StoredEvent extends LogEvent {
  readonly session: string;
  /** Counts up from 0 within its session, without gaps. */
  readonly seq: number;
}

/** How far the log of one session has come. */
export interface Head {
  readonly session: string;
  /** Events stored. */
  readonly events: number;
  readonly chunks: number;
  /** Last link of the hash chain. */
  readonly hash: string;
  /** ms since the epoch */
  readonly updated: number;
}

export interface AppendOptions {
  /** Stored within 50 ms and not within a second. */
  readonly urgent?: boolean;
}

export interface ReadOptions {
  readonly session?: string;
  readonly kind?: string;
}

/** A log that is only ever appended to, kept across reloads. */
export interface EventLog {
  /** This visit's own session; what is appended belongs to it. */
  readonly session: string;
  /** Takes an event at once and stores it soon. @returns its sequence number */
  append(event: LogEvent, options?: AppendOptions): number;
  /** Stores what has been taken. @throws what the storage throws; the events are kept and tried again */
  flush(): Promise<void>;
  heads(): Promise<readonly Head[]>;
  /** Stored events, session by session in the order of their sequence numbers. */
  read(options?: ReadOptions): AsyncGenerator<StoredEvent>;
  /** Whether the stored events of a session are those that were written: unbroken chain, no gap. */
  isIntact(session: string): Promise<boolean>;
  /** Stores what is left and lets go of the storage. */
  close(): Promise<void>;
}
