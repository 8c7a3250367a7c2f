export * from './automation';
export * from './lanes';
export * from './tap';
export * from './transport';
