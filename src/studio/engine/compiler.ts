import CompileWorker from '../../../workers/compile?worker';
import type { CompileAnswer, CompileRequest } from '../../session/compile';

/** What the compile worker answers. */
export type CompileReply =
  | { readonly ok: true; readonly answer: CompileAnswer }
  | { readonly ok: false; readonly message: string };

/**
 * Compiles in a worker, the latest request only: while one is under way, newer ones replace each other.
 * @param onReply is told every answer with the request that it belongs to
 */
export function createCompileClient(onReply: (reply: CompileReply, request: CompileRequest) => void) {
  const worker: Worker = new CompileWorker();
  let busy: CompileRequest | undefined;
  let next: CompileRequest | undefined;

  function send(request: CompileRequest): void {
    busy = request;
    worker.postMessage(request);
  }

  function settle(reply: CompileReply): void {
    const request = busy;
    busy = undefined;
    if (next) {
      const waiting = next;
      next = undefined;
      send(waiting);
    }
    if (request) onReply(reply, request);
  }

  worker.onmessage = (event: MessageEvent<CompileReply>) => settle(event.data);
  worker.onerror = (event) =>
    settle({ ok: false, message: event.message || 'The compiler could not be loaded.' });

  return {
    request(request: CompileRequest): void {
      if (busy) next = request;
      else send(request);
    },
    dispose: () => worker.terminate(),
  };
}
