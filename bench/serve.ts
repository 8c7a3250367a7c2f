import { createServer } from 'node:http';
import { createApp } from '../server/app';
import { createStudioBridge } from '../server/bridge/compiler';
import { listen } from '../server/listen';
import { BRIDGE_META } from '../src/backends';

/** The local server with its native bridge, on a free port, for a folder with a build. */
export async function startStudio(root: string): Promise<{ address: string; stop(): Promise<void> }> {
  const bridge = createStudioBridge();
  const server = createServer(createApp({ root, mounts: [bridge], meta: { [BRIDGE_META]: bridge.token } }));
  const port = await listen(server, 0, false);
  return {
    address: `http://127.0.0.1:${port}/`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await bridge.close();
    },
  };
}
