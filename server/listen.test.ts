import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { listen } from './listen';

const open = [createServer(), createServer()] as const;
afterEach(() => {
  for (const server of open) server.close();
});

it('takes the port that is asked for, or any other when that one is taken', async () => {
  const [first, second] = open;
  const port = await listen(first, 0, false);
  await expect(listen(second, port, false)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(await listen(second, port, true)).not.toBe(port);
  expect(first.address()).toMatchObject({ address: '127.0.0.1', port });
});
