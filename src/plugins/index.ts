export * from './contract';
export * as predictiveMorphing from './predictive-morphing';
