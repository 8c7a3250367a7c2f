// Text and settings in, diagnostics and eight programs out.
import { python } from '../src/backends/python';
import { type CompileRequest, createCompiler } from '../src/session/compile';
import type { CompileReply } from '../src/studio/engine';

const compiler = createCompiler({ python }, (program) => program);

addEventListener('message', ({ data }: MessageEvent<CompileRequest>) => {
  let reply: CompileReply;
  try {
    reply = { ok: true, answer: compiler.compile(data) };
  } catch (error) {
    reply = { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  postMessage(reply);
});
