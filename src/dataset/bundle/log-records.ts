import { DexieStore } from '../dexie-store';
import type { RawRecord } from '../lean';
import { storeSource } from './source';

/** Every record of this browser's log as it was written, session by session; chunks that can't be read are left out. */
export async function* logRecords(): AsyncGenerator<RawRecord> {
  const source = await storeSource(new DexieStore());
  yield* source.records();
}
