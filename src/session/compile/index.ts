export * from './compile';
export * from './inputs';
export * from './unloaded';
