export * from './channel';
export * from './remote-runtime';
export * from './runtime-worker';
