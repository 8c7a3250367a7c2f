export * from './compile';
export * from './inputs';
