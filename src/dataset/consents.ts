import {
  answerConsent,
  CONSENT_VERSION,
  type Consent,
  type Consents,
  consentAnswers,
  currentConsents,
  type Scope,
} from './consent';
import { DATABASE, Database } from './database';
import type { StorageOptions } from './dexie-store';

/** What the performer agreed to, and what they want kept, over visits. */
export interface ConsentStore {
  /** Every answer ever given, in order. */
  answers(): readonly Consent[];
  current(): Consents;
  /** @throws what the storage throws; the answer holds for this visit all the same */
  answer(scope: Scope, given: boolean, time: number): Promise<void>;
  /** Days after which sessions are deleted; undefined: never. */
  keepDays(): number | undefined;
  setKeepDays(days: number | undefined): Promise<void>;
}

const KEEP = 'keepDays';

/** Without storage the answers hold until the page closes. */
export async function openConsents({ name = DATABASE, storage }: StorageOptions = {}): Promise<ConsentStore> {
  // Strict: what was agreed to has reached the disk.
  const database = new Database(name, { ...storage, chromeTransactionDurability: 'strict' });
  let answers: readonly Consent[] = [];
  let days: number | undefined;
  try {
    answers = await consentAnswers(database);
    const found = (await database.settings.get(KEEP))?.value;
    if (typeof found === 'number') days = found;
  } catch {
    // The log says that there is no storage; what is asked here has its first answers.
  }
  return {
    answers: () => answers,
    current: () => currentConsents(answers),
    async answer(scope, given, time) {
      answers = [...answers, { version: CONSENT_VERSION, scope, given, time }];
      await answerConsent(database, scope, given, time);
    },
    keepDays: () => days,
    async setKeepDays(next) {
      days = next;
      if (next === undefined) await database.settings.delete(KEEP);
      else await database.settings.put({ key: KEEP, value: next });
    },
  };
}
