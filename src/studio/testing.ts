/** Of the studio, for pages of tests and benchmarks that have it without its screens. */
export { exportLog } from './dataset/jobs';
export { watchWallClock } from './interactions/wall-clock';
export { onBeat, pause, play } from './transport';
