import type { BundleHead, RecordSource } from './source';

/** Whom a bundle is for, from the narrowest to the widest. */
export const EXPORT_SCOPES = ['own', 'class', 'publish'] as const;
export type ExportScope = (typeof EXPORT_SCOPES)[number];

/** Whether sessions that were given for one circle may go to another: what is published is for a class too. */
export function covers(given: ExportScope, asked: ExportScope): boolean {
  return EXPORT_SCOPES.indexOf(given) >= EXPORT_SCOPES.indexOf(asked);
}

export function widest(one: ExportScope, other: ExportScope): ExportScope {
  return covers(one, other) ? one : other;
}

/** Sessions of people would leave for somebody whom they did not agree to. */
export class ConsentError extends Error {
  constructor(
    readonly scope: ExportScope,
    readonly sessions: readonly string[],
    where: string,
  ) {
    const what = scope === 'class' ? 'a class' : 'publishing';
    const many = sessions.length === 1 ? '1 session' : `${sessions.length} sessions`;
    super(
      `An export for ${what} needs an agreement, and ${many} (${sessions[0]} first) came without. ${where}`,
    );
    this.name = 'ConsentError';
  }
}

/** What an export for others has to know. */
export interface Agreement {
  /** Whom it is for; absent, its performer alone. */
  readonly scope?: ExportScope;
  /** Whether the performer of a session agreed to that; asked where it is for others. */
  isAgreed?(head: BundleHead): boolean;
  /** Where that can be agreed to, as the refusal says it. */
  readonly whereToAgree?: string;
}

/**
 * Generated sessions belong to nobody, and one's own export needs no answer.
 * @throws {ConsentError} where a session of a person would leave for others who did not agree to it
 */
export function refuseWithheld(
  { heads }: Pick<RecordSource, 'heads'>,
  { scope = 'own', isAgreed = () => false, whereToAgree = '' }: Agreement,
): void {
  if (scope === 'own') return;
  const refused = heads.filter((head) => head.actor !== 'simulated' && !isAgreed(head));
  if (refused.length === 0) return;
  const sessions = refused.map(({ session }) => session);
  throw new ConsentError(scope, sessions, whereToAgree);
}
