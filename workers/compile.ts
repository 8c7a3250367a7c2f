// Text and settings in, diagnostics and programs out. Its name says for which channels: they are compiled in two
// workers, because Wasm's code generator is large and slow and must not hold up the others.
import { BACKENDS, loadBackend } from '../src/backends';
import { applyPatch, patchOf } from '../src/optimizer';
import { type CompileRequest, createCompiler } from '../src/session/compile';
import type { CompileReply } from '../src/studio/engine';

const ids = BACKENDS.filter((id) => (id === 'wasm') === (self.name === 'wasm'));
const starting = Promise.all(ids.map(loadBackend)).then((backends) =>
  createCompiler(backends, (program, passes) => applyPatch(program, patchOf(passes)).program),
);

addEventListener('message', async ({ data }: MessageEvent<CompileRequest>) => {
  let reply: CompileReply;
  try {
    reply = { ok: true, answer: (await starting).compile(data) };
  } catch (error) {
    reply = { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  postMessage(reply);
});
