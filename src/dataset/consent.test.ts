import { expect, it } from 'vitest';
import { CONSENT_VERSION, type Consent, currentConsents, FIRST_CONSENTS } from './consent';

const answer = (scope: Consent['scope'], given: boolean, version = CONSENT_VERSION): Consent => ({
  ...{ scope, given, version, time: 1 },
});

it('keeps a log in this browser and lets nothing leave it until somebody says so', () => {
  expect(FIRST_CONSENTS).toEqual({ log: true, training: false, class: false, publish: false });
  expect(currentConsents([])).toEqual(FIRST_CONSENTS);
});

it('goes by the last answer of each scope', () => {
  const answers = [answer('class', true), answer('publish', true), answer('class', false)];
  expect(currentConsents(answers)).toEqual({ ...FIRST_CONSENTS, publish: true });
});

it('takes no yes to other words for a yes, and a no for a no', () => {
  const older = CONSENT_VERSION - 1;
  expect(currentConsents([answer('publish', true, older), answer('log', false, older)])).toEqual({
    ...FIRST_CONSENTS,
    log: false,
  });
});
