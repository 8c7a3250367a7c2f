export * from './automation';
export * from './clips';
export * from './lanes';
export * from './points';
export * from './record';
export * from './tap';
export * from './transport';
