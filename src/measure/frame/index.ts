export { hostWorkers } from './inside';
export { createRunnerFrame, type RunnerFrame } from './page';
