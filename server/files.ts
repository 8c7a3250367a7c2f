import type { Stats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
};

export function contentType(path: string): string {
  return TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * The file below `root` that a URL path names, or undefined when it names none: traversal, hidden files, NUL
 * bytes, backslashes and broken escapes name nothing.
 * @param urlPath path of the request, still percent-encoded, without query
 */
export function resolveFile(root: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  if (!decoded.startsWith('/') || /[\0\\]/.test(decoded)) return undefined;
  if (decoded.split('/').some((part) => part.startsWith('.'))) return undefined;
  const path = normalize(join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  return path.startsWith(normalize(root + sep)) ? path : undefined;
}

/** What is at a path, or undefined when there is no file. */
export async function fileAt(path: string): Promise<Stats | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() ? found : undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}

/** Strong enough to tell two builds apart: size and modification time. */
export function entityTag(found: Stats): string {
  return `"${found.size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}"`;
}

/** Streams a file, or only its headers; a response that is closed early ends the read. */
export function sendFile(
  path: string,
  found: Stats,
  response: ServerResponse,
  headersOnly = false,
): Promise<void> {
  response.setHeader('Content-Type', contentType(path));
  response.setHeader('Content-Length', found.size);
  if (headersOnly) {
    response.end();
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const stream = createReadStream(path);
    response.once('close', () => {
      stream.destroy();
      resolve();
    });
    stream.once('error', reject);
    stream.pipe(response);
  });
}
