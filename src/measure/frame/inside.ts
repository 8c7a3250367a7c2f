import type { Notice, Order } from './protocol';

/**
 * The frame has no origin, so its workers start from a blob that imports the real file. Messages travel over the
 * port that comes first, past this frame; those that arrive before the file has loaded are kept for it.
 */
const BOOT = `
const early = [];
let port;
const deliver = ({ data, ports }) => dispatchEvent(new MessageEvent('message', { data, ports: [...ports] }));
addEventListener('message', ({ data }) => {
  port = data.port;
  self.postMessage = (message, transfer) => port.postMessage(message, transfer ?? []);
  port.onmessage = (event) => early.push(event);
  import(data.url).then(() => {
    port.onmessage = deliver;
    for (const event of early) deliver(event);
  }, (error) => setTimeout(() => { throw error; }));
}, { once: true });
`;

/**
 * Runs inside the sandboxed runner frame: starts the workers that execute generated code, and ends them. A worker
 * that fails must fail alone, so each is started from its own file when it is asked for.
 * @param entries address of the worker file by name
 */
export function hostWorkers(entries: Readonly<Record<string, string>>): void {
  const workers = new Map<number, Worker>();
  // The page's origin is not known here, and nothing that is told is a secret.
  const tell = (notice: Notice): void => parent.postMessage(notice, '*');

  function spawn({ id, name, port }: Extract<Order, { kind: 'spawn' }>): void {
    const lost = (message: string): void => tell({ kind: 'lost', id, message });
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
    if (entry === undefined) {
      lost(`There is no runner for ${name}.`);
      return;
    }
    const blob = URL.createObjectURL(new Blob([BOOT], { type: 'text/javascript' }));
    const worker = new Worker(blob, { name: `run-${name}` });
    URL.revokeObjectURL(blob);
    worker.addEventListener('error', (event) => lost(event.message || 'The worker failed.'));
    worker.postMessage({ port, url: new URL(entry, import.meta.url).href }, [port]);
    workers.set(id, worker);
  }

  addEventListener('message', ({ data, source }: MessageEvent<Order>) => {
    if (source !== parent) return;
    if (data.kind === 'spawn') spawn(data);
    else if (data.kind === 'ping') tell({ kind: 'pong', beat: data.beat });
    else {
      workers.get(data.id)?.terminate();
      workers.delete(data.id);
    }
  });
  tell({ kind: 'ready' });
}
