export { type LogOptions, openEventLog } from './dexie-log';
export * from './event-log';
export * from './measurements';
export * from './records';
