export * from './consent';
export { type Draft, type DraftHead, type DraftStore, openDrafts } from './drafts';
export * from './event-log';
export * from './measurements';
export { type LogOptions, openEventLog } from './open';
export * from './records';
