import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { entityTag, fileAt, resolveFile, sendFile } from './files';
import { securityHeaders, servedAs } from './headers';
import { isLoopbackHost } from './origin';

/** Answers a request below its prefix, or leaves it to the files by answering false. */
export interface Mount {
  readonly prefix: string;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface AppOptions {
  /** Folder of the built studio. */
  readonly root: string;
  readonly mounts?: readonly Mount[];
  /** Meta tags (name -> content) that are written into the page, such as the bridge's token. */
  readonly meta?: Readonly<Record<string, string>>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The request handler of the local server: mounts first, then the built studio's files with isolation headers. */
export function createApp(options: AppOptions): Handler {
  return (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) sendText(response, 500, 'internal error');
      else response.destroy();
    });
  };
}

async function answer(
  options: AppOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const host = request.headers.host;
  // A name that a stranger's DNS points at this machine must not be able to read the page and its token.
  if (host === undefined || !isLoopbackHost(host))
    return sendText(response, 403, 'this server answers on loopback only');
  const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
  const mount = options.mounts?.find(({ prefix }) => path.startsWith(prefix));
  if (mount) return mount.handle(request, response);

  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendText(response, 405, 'method not allowed');
  }
  const file = resolveFile(options.root, path);
  const found = file === undefined ? undefined : await fileAt(file);
  if (file === undefined || found === undefined) return sendText(response, 404, 'not found');

  const served = servedAs(path);
  for (const [name, value] of Object.entries(securityHeaders(served, `http://${host}`)))
    response.setHeader(name, value);
  response.setHeader(
    'Cache-Control',
    path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  if (served === 'page') return sendPage(await readFile(file, 'utf8'), options.meta ?? {}, request, response);

  const tag = entityTag(found);
  response.setHeader('ETag', tag);
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304).end();
    return;
  }
  await sendFile(file, found, response, request.method === 'HEAD');
}

function sendPage(
  html: string,
  meta: Readonly<Record<string, string>>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const body = Buffer.from(withMeta(html, meta));
  // The page carries this start's token: never out of a cache.
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Writes meta tags at the start of the head. */
export function withMeta(html: string, meta: Readonly<Record<string, string>>): string {
  const tags = Object.entries(meta)
    .map(
      ([name, content]) => `<meta name="${escapeAttribute(name)}" content="${escapeAttribute(content)}" />`,
    )
    .join('');
  return html.replace(/<head[^>]*>/i, (head) => head + tags);
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Connection', 'close');
  response.end(`${text}\n`);
}
