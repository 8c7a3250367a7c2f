export { type LogOptions, openEventLog } from './dexie-log';
export { type Draft, type DraftHead, type DraftStore, openDrafts } from './drafts';
export * from './event-log';
export * from './measurements';
export * from './records';
