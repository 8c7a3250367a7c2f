import type { Server } from 'node:http';

/**
 * Binds a server to loopback.
 * @param port 0 takes any free one
 * @param next whether to take any free port when this one is taken
 * @returns the port that was bound
 * @throws the error of the socket, such as EADDRINUSE
 */
export async function listen(server: Server, port: number, next: boolean): Promise<number> {
  try {
    await bind(server, port);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || !next) throw error;
    await bind(server, 0);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => {
      server.off('listening', bound);
      reject(error);
    };
    const bound = () => {
      server.off('error', failed);
      resolve();
    };
    server.once('error', failed).once('listening', bound).listen(port, '127.0.0.1');
  });
}
