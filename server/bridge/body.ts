import type { IncomingMessage } from 'node:http';
import { BridgeError } from './errors';

/** Room for a table of the studio's largest size as JSON, in bytes. */
export const MAX_BODY = 32 * 2 ** 20;

/**
 * The JSON body of a request.
 * @param limit bytes
 * @throws {BridgeError} 415 for another content type, 413 past the limit, 400 when it is not JSON
 */
export async function readJson(request: IncomingMessage, limit = MAX_BODY): Promise<unknown> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw new BridgeError(415, 'not-json', 'the body has to be application/json');
  const tooLarge = () => new BridgeError(413, 'too-large', `the body may have ${limit} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Left open on an early end: the socket is still needed for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch (error) {
    if (error instanceof SyntaxError) throw new BridgeError(400, 'not-json', error.message);
    throw error;
  }
}
