// Text and settings in, diagnostics and programs out. Its name says for which channels: they are compiled in two
// workers, because Wasm's code generator is large and slow and must not hold up the others.
import { BACKENDS, type Backend, type BackendId, loadBackend } from '../src/backends';
import { applyPatch, patchOf } from '../src/optimizer';
import { type CompileRequest, createCompiler, unloaded } from '../src/session/compile';
import type { CompileReply } from '../src/studio/engine';

const ids = BACKENDS.filter((id) => (id === 'wasm') === (self.name === 'wasm'));
const starting = Promise.all(ids.map(load)).then((backends) =>
  createCompiler(backends, (program, passes) => applyPatch(program, patchOf(passes)).program),
);

/** A code generator that does not load costs its own channel only. */
function load(id: BackendId): Promise<Backend> {
  return loadBackend(id).catch((error: unknown) => unloaded(id, messageOf(error)));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

addEventListener('message', async ({ data }: MessageEvent<CompileRequest>) => {
  let reply: CompileReply;
  try {
    reply = { ok: true, answer: (await starting).compile(data) };
  } catch (error) {
    reply = { ok: false, message: messageOf(error) };
  }
  postMessage(reply);
});
