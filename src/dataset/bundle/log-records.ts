import { DexieStore } from '../dexie-store';
import type { RawRecord } from '../lean';
import { type RecordSource, storeSource } from './source';

/** This browser's log. */
export function browserSource(): Promise<RecordSource> {
  return storeSource(new DexieStore());
}

/** Every record of this browser's log as it was written, session by session; chunks that can't be read are left out. */
export async function* logRecords(): AsyncGenerator<RawRecord> {
  yield* (await browserSource()).records();
}
