import CompileWorker from '../../../workers/compile?worker';
import type { CompileRequest } from '../../session/compile';
import type { CompileReply } from './protocol';

/**
 * Compiles in a worker, the latest request only: while one is under way, newer ones replace each other.
 * @param group which channels: Wasm, or the others
 * @param onReply is told every answer with the request that it belongs to
 */
export function createCompileClient(
  group: 'wasm' | 'others',
  onReply: (reply: CompileReply, request: CompileRequest) => void,
) {
  const worker: Worker = new CompileWorker({ name: group });
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

  worker.onmessage = ({ data }: MessageEvent<CompileReply>) => settle(data);
  worker.onerror = (event) =>
    settle({ ok: false, message: event.message || 'The compiler could not be loaded.' });

  function request(wanted: CompileRequest): void {
    if (busy) next = wanted;
    else send(wanted);
  }

  return {
    request,
    dispose: () => worker.terminate(),
  };
}
