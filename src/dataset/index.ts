export { CONSENT_VERSION, type Consent, type Consents, FIRST_CONSENTS, SCOPES, type Scope } from './consent';
export { type ConsentStore, openConsents } from './consents';
export { type Draft, type DraftHead, type DraftStore, openDrafts } from './drafts';
export * from './event-log';
export { sha256Hex } from './hash';
export * from './measurements';
export {
  type Activation,
  type ModelHead,
  type ModelOrigin,
  type ModelStore,
  openModels,
  type StoredModel,
} from './models';
export { type LogOptions, openEventLog } from './open';
export { type PrivacySheet, privacyMarkdown, privacySheet } from './privacy';
export * from './quota';
export * from './records';
export { type Staleness, staleness, type TrainedOn } from './staleness';
export type { Tombstone } from './store';
export { originOf, recordOf } from './stored-record';
