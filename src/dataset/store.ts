import type { Chunk, StoredChunk } from './chunk';
import type { Head } from './event-log';

/** What is left of a deleted session: importing an older bundle does not bring it back, and models that learnt from it are known. */
export interface Tombstone {
  /** SHA-256 of the session's id. */
  readonly hash: string;
  /** When it was deleted, ms since the epoch. */
  readonly time: number;
}

/** Where chunks lie. Each method is one transaction. */
export interface Store {
  /**
   * Stores chunks of one session that follow on each other, and the head behind them, all or nothing.
   * @throws {OutdatedError} {ErasedError} {BehindError} or what the storage throws
   */
  append(chunks: readonly Chunk[], head: Head): Promise<void>;
  head(session: string): Promise<Head | undefined>;
  heads(): Promise<readonly Head[]>;
  /** Chunk by chunk, in order: a long log is never in memory at once. */
  chunks(session: string): AsyncGenerator<StoredChunk>;
  /**
   * Puts other chunks in place of a session's, with its head.
   * @returns false, and leaves everything as it is, where the session has grown or gone meanwhile
   */
  replace(head: Head, chunks: readonly Chunk[]): Promise<boolean>;
  /** Erases sessions and leaves tombstones. */
  erase(sessions: readonly string[], time: number): Promise<void>;
  isErased(session: string): Promise<boolean>;
  tombstones(): Promise<readonly Tombstone[]>;
  /** Takes a tombstone away: the session may come back. */
  pardon(session: string): Promise<void>;
  close(): void;
}

/** The session was erased, here or in another tab. */
export class ErasedError extends Error {
  constructor() {
    super('This session was deleted.');
    this.name = 'ErasedError';
  }
}

/** Another log has stored events of this session: what this one put aside. */
export class BehindError extends Error {
  constructor(readonly head: Head) {
    super('Other events of this session were stored.');
    this.name = 'BehindError';
  }
}

/** The storage was emptied while the log was open. */
export class ClearedError extends Error {
  constructor() {
    super('The browser’s data for this site was cleared.');
    this.name = 'ClearedError';
  }
}
