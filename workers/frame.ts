// Inside the sandboxed runner frame: starts the workers that execute generated code, and ends them.
// A worker that fails must fail alone, so each is started from its own file when it is asked for.
import pythonWorker from './run-python?worker&url';

type Order =
  | { readonly kind: 'spawn'; readonly id: number; readonly name: string; readonly port: MessagePort }
  | { readonly kind: 'terminate'; readonly id: number };

const ENTRIES: Readonly<Record<string, string>> = { python: pythonWorker };
const workers = new Map<number, Worker>();

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

addEventListener('message', ({ data, source }: MessageEvent<Order>) => {
  if (source !== parent) return;
  if (data.kind === 'terminate') {
    workers.get(data.id)?.terminate();
    workers.delete(data.id);
    return;
  }
  const { id, name, port } = data;
  const lost = (message: string): void => parent.postMessage({ kind: 'lost', id, message }, '*');
  const entry = ENTRIES[name];
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
});

parent.postMessage({ kind: 'ready' }, '*');
