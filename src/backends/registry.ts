import type { Backend, BackendId, NativeBackend } from './contract';

const LOADERS: Readonly<Record<BackendId, () => Promise<Backend>>> = {
  python: async () => (await import('./python')).python,
  typescript: async () => (await import('./typescript')).typescript,
  wasm: async () => (await import('./wasm')).loadWasmBackend(),
  sql: async () => (await import('./sql')).sql,
  rust: async () => (await import('./rust')).rust,
  julia: async () => (await import('./julia')).julia,
  go: async () => (await import('./go')).go,
  csharp: async () => (await import('./csharp')).csharp,
};

const loaded = new Map<BackendId, Promise<Backend>>();

/** One backend's emitter, loaded once. */
export function loadBackend(id: BackendId): Promise<Backend> {
  const known = loaded.get(id);
  if (known) return known;
  const backend = LOADERS[id]();
  loaded.set(id, backend);
  return backend;
}

export function isNative(backend: Backend): backend is NativeBackend {
  return 'project' in backend;
}
