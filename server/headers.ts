/**
 * The headers that every document and file of the studio is served with, in production and in development.
 *
 * Two documents: the studio's page, and the runner frame that executes generated code. The frame is loaded with
 * `<iframe sandbox="allow-scripts" allow="cross-origin-isolated">`, so its origin is opaque: whatever it fetches
 * counts as cross-origin, which is why files carry CORP `cross-origin` and CORS `*`. The page itself must never
 * carry either: it holds the bridge's token.
 *
 * A worker of the frame has to be a classic one made from a blob, `import("<address of the entry>")`: Chromium refuses
 * module workers there, and no worker may be started from an address of another origin.
 */

export type Served = 'page' | 'runner' | 'file';

export interface PolicyOptions {
  /** Nonce of the scripts and styles that the development server writes into the page. */
  readonly devNonce?: string;
}

const RUNNER_PATH = '/runner.html';
/** Where the runner frame may load code and data from: never from the page, never from the bridge. */
const RUNNER_FOLDERS = ['/assets/', '/vendor/'];

/** Which kind of thing a URL path names. */
export function servedAs(path: string): Served {
  if (path === RUNNER_PATH) return 'runner';
  return path.endsWith('/') || path.endsWith('.html') ? 'page' : 'file';
}

/** Content-Security-Policy of the studio's page; the same text works as a header and as a meta tag. */
export function pagePolicy({ devNonce }: PolicyOptions = {}): string {
  const nonce = devNonce === undefined ? '' : ` 'nonce-${devNonce}'`;
  return policy([
    ['default-src', "'none'"],
    ['script-src', `'self' 'wasm-unsafe-eval'${nonce}`],
    ['worker-src', "'self' blob:"],
    ['connect-src', "'self'"],
    ['img-src', "'self' data: blob:"],
    ['font-src', "'self'"],
    ['media-src', "'self' blob:"],
    ['style-src', `'self'${nonce}`],
    ['manifest-src', "'self'"],
    ['frame-src', "'self'"],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['object-src', "'none'"],
    ['require-trusted-types-for', "'script'"],
    ['trusted-types', 'default'],
  ]);
}

/**
 * Content-Security-Policy of the runner frame, where generated code is evaluated.
 * @param origin the server's own origin, since an opaque origin can't say `'self'` with a path
 */
export function runnerPolicy(origin: string, { devNonce }: PolicyOptions = {}): string {
  // The development server serves modules from their own paths, not from /assets/, and writes scripts of its own.
  const folders = devNonce === undefined ? RUNNER_FOLDERS : ['/'];
  const nonce = devNonce === undefined ? '' : ` 'nonce-${devNonce}'`;
  const own = folders.map((folder) => origin + folder).join(' ');
  // For what reloads changed modules.
  const socket = devNonce === undefined ? '' : ` ${origin.replace(/^http/, 'ws')}/`;
  return policy([
    ['default-src', "'none'"],
    ['script-src', `${own} blob: 'unsafe-eval' 'wasm-unsafe-eval'${nonce}`],
    // A worker's static imports are held to worker-src, not to script-src.
    ['worker-src', `${own} blob:`],
    ['connect-src', `${own} blob: data:${socket}`],
    ['base-uri', "'none'"],
    ['form-action', "'none'"],
    ['frame-ancestors', origin],
    ['sandbox', 'allow-scripts'],
  ]);
}

/** All isolation and policy headers for one response. */
export function securityHeaders(
  served: Served,
  origin: string,
  options: PolicyOptions = {},
): Record<string, string> {
  const common = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  if (served === 'page') {
    return {
      ...common,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Content-Security-Policy': `${pagePolicy(options)}; frame-ancestors 'none'`,
    };
  }
  const open = { ...common, 'Cross-Origin-Resource-Policy': 'cross-origin' };
  if (served === 'file') return { ...open, 'Access-Control-Allow-Origin': '*' };
  return { ...open, 'Content-Security-Policy': runnerPolicy(origin, options) };
}

function policy(directives: readonly (readonly [string, string])[]): string {
  return directives.map(([name, value]) => `${name} ${value}`).join('; ');
}
