import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BRIDGE_META } from '../src/backends';
import { createApp } from './app';
import { createStudioBridge } from './bridge/compiler';
import { listen } from './listen';

const DEFAULT_PORT = 5180;

const { values } = parseArgs({ options: { port: { type: 'string' }, root: { type: 'string' } } });
const asked = values.port === undefined ? undefined : Number(values.port);
if (asked !== undefined && !(Number.isInteger(asked) && asked >= 0 && asked < 65_536)) {
  console.error(`--port takes a number from 0 to 65535, not ${values.port}`);
  process.exit(2);
}

const root = values.root ?? fileURLToPath(new URL('../dist/', import.meta.url));
const bridge = createStudioBridge();
const server = createServer(createApp({ root, mounts: [bridge], meta: { [BRIDGE_META]: bridge.token } }));
// Saved work belongs to an origin, so the port stays the same from day to day unless another program has it.
const port = await listen(server, asked ?? DEFAULT_PORT, asked === undefined);
console.log(`Code Live Studio: http://127.0.0.1:${port}/`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
    void bridge.close();
  });
}
