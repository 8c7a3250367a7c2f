export * from './automation';
export * from './tap';
export * from './transport';
