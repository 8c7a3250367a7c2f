export { type Build, BuildFailed, build, ToolchainMissing } from './build';
export { cacheFolder } from './cache';
export { Ended, Stopped } from './conversation';
export { BUILD_LIMITS, keptLimits, type Limits, RUN_LIMITS } from './limits';
export {
  buildAndRun,
  failure,
  loadNative,
  NativeInstance,
  type NativeJob,
  type NativeOptions,
  nativeJob,
} from './runtime';
export { findTool, findToolchain, findToolchains, type KnownTool } from './toolchains';
