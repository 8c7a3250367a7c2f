import type { Database } from './database';

/** What a performer may agree to. `log` alone is on from the start, and shown by a light. */
export const SCOPES = ['log', 'training', 'class', 'publish'] as const;
export type Scope = (typeof SCOPES)[number];

/** Raised when the words of what is agreed to change: older answers then no longer count. */
export const CONSENT_VERSION = 1;

/** One answer; kept, also when it is taken back. */
export interface Consent {
  readonly version: number;
  readonly scope: Scope;
  readonly given: boolean;
  /** ms since the epoch */
  readonly time: number;
}

export type Consents = Readonly<Record<Scope, boolean>>;

export const FIRST_CONSENTS: Consents = { log: true, training: false, class: false, publish: false };

/** What holds after some answers, in their order. */
export function currentConsents(answers: readonly Consent[]): Consents {
  const current: Record<Scope, boolean> = { ...FIRST_CONSENTS };
  for (const { version, scope, given } of answers) {
    // An old yes is no yes to new words; an old no stays a no.
    if (version === CONSENT_VERSION || !given) current[scope] = given;
  }
  return current;
}

/** Every answer ever given, in order. */
export async function consentAnswers(database: Database): Promise<readonly Consent[]> {
  const answers = await database.consents.orderBy('id').toArray();
  return answers.map(({ version, scope, given, time }) => ({ version, scope, given, time }));
}

/** @throws {OutdatedError} or what the storage throws */
export async function answerConsent(
  database: Database,
  scope: Scope,
  given: boolean,
  time: number,
): Promise<void> {
  await database.transaction('rw', [database.consents, database.settings], async () => {
    await database.guard();
    await database.consents.add({ version: CONSENT_VERSION, scope, given, time } as Consent & { id: number });
  });
}
