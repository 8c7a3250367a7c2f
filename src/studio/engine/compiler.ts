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
  const asides: { readonly request: CompileRequest; readonly give: (reply: CompileReply) => void }[] = [];
  let aside: ((reply: CompileReply) => void) | undefined;

  function send(request: CompileRequest): void {
    busy = request;
    worker.postMessage(request);
  }

  function settle(reply: CompileReply): void {
    const request = busy;
    const give = aside;
    busy = undefined;
    aside = undefined;
    if (next) {
      const waiting = next;
      next = undefined;
      send(waiting);
    } else sendAside();
    if (give) give(reply);
    else if (request) onReply(reply, request);
  }

  function sendAside(): void {
    const first = busy ? undefined : asides.shift();
    if (!first) return;
    aside = first.give;
    send(first.request);
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
    /** Compiles something else than what is played, when nothing is to be done for the performer. */
    aside(wanted: CompileRequest): Promise<CompileReply> {
      return new Promise((give) => {
        asides.push({ request: wanted, give });
        sendAside();
      });
    },
    dispose: () => worker.terminate(),
  };
}

export type CompileClient = ReturnType<typeof createCompileClient>;
