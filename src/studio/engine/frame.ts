import type { Port } from '../../measure';

type Notice =
  | { readonly kind: 'ready' }
  | { readonly kind: 'lost'; readonly id: number; readonly message: string };

/** The sandboxed, isolated frame in whose workers generated code runs: no storage, no page, no bridge. */
export interface RunnerFrame {
  /** Starts a worker of the frame. */
  spawn(name: string): Port;
  dispose(): void;
}

/** Puts the frame into the page. */
export function createRunnerFrame(): RunnerFrame {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('allow', 'cross-origin-isolated');
  frame.title = 'Runner';
  frame.hidden = true;
  frame.src = '/runner.html';
  const failures = new Map<number, (error: Error) => void>();
  const waiting: (() => void)[] = [];
  let ready = false;
  let next = 0;

  function onMessage({ data, source }: MessageEvent<Notice>): void {
    if (source !== frame.contentWindow) return;
    if (data.kind === 'lost') {
      failures.get(data.id)?.(new Error(data.message));
      return;
    }
    ready = true;
    for (const send of waiting.splice(0)) send();
  }

  function post(message: unknown, transfer: Transferable[] = []): void {
    const send = (): void => frame.contentWindow?.postMessage(message, '*', transfer);
    if (ready) send();
    else waiting.push(send);
  }

  addEventListener('message', onMessage);
  document.body.append(frame);

  return {
    spawn(name) {
      const id = next++;
      const { port1, port2 } = new MessageChannel();
      post({ kind: 'spawn', id, name, port: port2 }, [port2]);
      return {
        post: (message, transfer = []) => port1.postMessage(message, transfer),
        listen(onReply, onFailure) {
          failures.set(id, onFailure);
          port1.onmessage = (event) => onReply(event.data);
          port1.onmessageerror = () => onFailure(new Error('a message could not be read'));
        },
        terminate() {
          failures.delete(id);
          port1.close();
          post({ kind: 'terminate', id });
        },
      };
    },
    dispose() {
      removeEventListener('message', onMessage);
      for (const fail of failures.values()) fail(new Error('the runner frame is gone'));
      frame.remove();
    },
  };
}
