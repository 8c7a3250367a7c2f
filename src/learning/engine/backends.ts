import { tf } from './tf';

export const ML_BACKENDS = ['wasm', 'webgl', 'webgpu', 'cpu'] as const;
export type MlBackend = (typeof ML_BACKENDS)[number];

export interface BackendOptions {
  /** Folder URL of tfjs's wasm files, with a slash at its end. On Node they are found from the package. */
  readonly wasmFolder?: string;
}

/** Why a backend can't be used here, in a sentence. */
export class BackendUnavailable extends Error {
  override readonly name = 'BackendUnavailable';
  constructor(
    readonly backend: MlBackend,
    why: string,
  ) {
    super(`${backend} can't be used here: ${why}`);
  }
}

/** Two overlapping calls of tfjs's `setBackend` both answer true and leave the engine broken: one at a time. */
let queue: Promise<unknown> = Promise.resolve();
let current: MlBackend | undefined;
const loaded = new Set<MlBackend>();

/** The backend that tensors are made on now. */
export function currentBackend(): MlBackend | undefined {
  return current;
}

/**
 * Makes a backend the current one, loading it first; the one before stays when that fails.
 * @throws {BackendUnavailable}
 */
export function switchBackend(backend: MlBackend, options: BackendOptions = {}): Promise<void> {
  const turn = queue.then(() => change(backend, options));
  queue = turn.catch(() => undefined);
  return turn;
}

async function change(backend: MlBackend, options: BackendOptions): Promise<void> {
  if (current === backend) return;
  if (!loaded.has(backend)) await load(backend, options);
  let isSet: boolean;
  try {
    isSet = await tf.setBackend(backend);
  } catch (error) {
    await restore();
    throw new BackendUnavailable(backend, error instanceof Error ? error.message : String(error));
  }
  // `tf.getBackend()` names a backend that has failed, so only this answer counts.
  if (!isSet) {
    await restore();
    throw new BackendUnavailable(backend, 'it did not start');
  }
  loaded.add(backend);
  current = backend;
}

async function restore(): Promise<void> {
  if (current !== undefined) await tf.setBackend(current);
}

async function load(backend: MlBackend, { wasmFolder }: BackendOptions): Promise<void> {
  switch (backend) {
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      return;
    case 'wasm': {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      // Its threads start from a function's source text, which minification breaks.
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
      if (wasmFolder !== undefined) setWasmPaths(wasmFolder);
      return;
    }
    case 'webgl':
      if (typeof OffscreenCanvas === 'undefined')
        throw new BackendUnavailable(backend, 'there is no OffscreenCanvas');
      await import('@tensorflow/tfjs-backend-webgl');
      return;
    case 'webgpu': {
      if (!(await hasGpuAdapter())) throw new BackendUnavailable(backend, 'there is no GPU adapter');
      await import('@tensorflow/tfjs-backend-webgpu');
      return;
    }
  }
}

/** tfjs reads the adapter without looking whether there is one. */
async function hasGpuAdapter(): Promise<boolean> {
  const gpu: unknown = 'navigator' in globalThis ? Reflect.get(navigator, 'gpu') : undefined;
  if (typeof gpu !== 'object' || gpu === null || !('requestAdapter' in gpu)) return false;
  const { requestAdapter } = gpu;
  return typeof requestAdapter === 'function' && (await requestAdapter.call(gpu)) !== null;
}
