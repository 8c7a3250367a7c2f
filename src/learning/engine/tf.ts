/**
 * The one place that imports tfjs: core with its gradients, in functional style. Backends are loaded when they are
 * asked for, see `backends.ts`. No release is expected after 4.22, so the versions are pinned and every backend is
 * held to the same losses by tests. On Node the gradients come with the whole package, since their own files are modules
 * that Node takes for scripts.
 */
import '#tfjs-gradients';

export * as tf from '@tensorflow/tfjs-core';
