// The service worker: the studio opens without its server. Made by `server/offline.ts`, which puts the names in front.

/** What a build consists of, as far as the page needs it before anything is run. */
declare const FILES: readonly string[];
/** Changes with every build. */
declare const VERSION: string;

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** The part of `ServiceWorkerGlobalScope` that is used here: TypeScript's own types of it exclude those of a page. */
interface Scope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}

/*
 * Programs do not run without the server. The runner frame has an opaque origin, which is what keeps generated code from
 * the page; Chromium shows neither the loading of such a frame nor its requests to a service worker, and keeps them in no
 * cache. A frame that is written by the page (`srcdoc`, a blob) would inherit the page's policy, which evaluates nothing.
 */
const scope = self as unknown as Scope;
const CACHE = `code-live-${VERSION}`;
const PAGE = '/';

/**
 * The page as it is kept: without the bridge's token, which must not outlive its server, and marked, so that the
 * studio can say that it has no server.
 */
async function pageToKeep(response: Response): Promise<Response> {
  const html = (await response.text())
    .replace(/<meta name="code-live-bridge"[^>]*>/, '')
    .replace(/<head[^>]*>/, (head) => `${head}<meta name="code-live-offline" content="yes" />`);
  const headers = new Headers(response.headers);
  headers.delete('Content-Length');
  return new Response(html, { status: response.status, headers });
}

async function keep(path: string, response: Response): Promise<void> {
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}.`);
  const cache = await caches.open(CACHE);
  await cache.put(path, path === PAGE ? await pageToKeep(response) : response);
}

async function keepAll(): Promise<void> {
  await Promise.all([PAGE, ...FILES].map(async (path) => keep(path, await fetch(path))));
}

/** Older builds make room; other caches are somebody else's. */
async function forgetOlder(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('code-live-') && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** From the server, so that a new build is there with the next load; what is kept only when there is no server. */
async function fresh(request: Request, path: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(path);
    if (kept) return kept;
    throw error;
  }
}

/** Files whose name changes with their content never need to be asked for twice. */
async function lasting(request: Request, path: string): Promise<Response> {
  const kept = await caches.match(path);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await keep(path, response.clone());
  return response;
}

scope.addEventListener('install', (event) => event.waitUntil(keepAll().then(() => scope.skipWaiting())));
scope.addEventListener('activate', (event) =>
  event.waitUntil(forgetOlder().then(() => scope.clients.claim())),
);
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin) return;
  if (request.mode === 'navigate' && (pathname === PAGE || pathname === '/index.html')) {
    event.respondWith(fresh(request, PAGE));
  } else if (pathname.startsWith('/assets/')) event.respondWith(lasting(request, pathname));
  else if (FILES.includes(pathname)) event.respondWith(fresh(request, pathname));
});
