import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BRIDGE_TOKEN_HEADER } from '../../src/backends';
import { isLoopbackHost, isOwnOrigin } from '../origin';
import { BridgeError } from './errors';

/**
 * Lets a request through only from the page that this server served.
 * @throws {BridgeError} 403 for a foreign host, origin or site, 401 for a missing or wrong token
 */
export function checkCaller(request: IncomingMessage, token: string): void {
  const { host, origin } = request.headers;
  if (host === undefined || !isLoopbackHost(host))
    throw new BridgeError(403, 'foreign-host', 'the bridge answers on loopback only');
  // A page's own GET carries no Origin, so there the browser's word on the site has to do.
  const site = request.headers['sec-fetch-site'];
  const own =
    origin === undefined
      ? request.method === 'GET' && (site === undefined || site === 'same-origin')
      : isOwnOrigin(origin, host);
  if (!own) throw new BridgeError(403, 'foreign-origin', 'the bridge answers to its own page only');
  // Not a simple header: a stranger's page would need a preflight, which is never answered.
  const sent = Buffer.from(String(request.headers[BRIDGE_TOKEN_HEADER] ?? ''));
  const expected = Buffer.from(token);
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) {
    throw new BridgeError(
      401,
      'wrong-token',
      'the token is missing or from an earlier start: reload the page',
    );
  }
}
