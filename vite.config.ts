import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { contentType, fileAt, sendFile } from './server/files.ts';
import { pagePolicy, securityHeaders, servedAs } from './server/headers.ts';
import { offline } from './server/offline.ts';
import { copyVendorFiles, vendorFiles } from './server/vendor.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const modules = join(root, 'node_modules');
/** Only marks the development server's own inline scripts and styles; production has none. */
const devNonce = 'development';

/** Serves in development, with the production headers, what the local server serves from the build. */
function isolation(): Plugin {
  return {
    name: 'isolation-headers',
    configureServer(server) {
      const vendored = new Map(vendorFiles(modules).map(({ url, path }) => [url, path]));
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
        const headers = securityHeaders(servedAs(path), `http://${request.headers.host}`, { devNonce });
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        const file = vendored.get(path);
        if (file === undefined) return next();
        response.setHeader('Content-Type', contentType(file));
        fileAt(file).then((found) => (found ? sendFile(file, found, response) : next()), next);
      });
    },
  };
}

/** The native bridge in development, loaded when the server starts and not for a build. */
function bridge(): Plugin {
  let token = '';
  return {
    name: 'native-bridge',
    apply: 'serve',
    async configureServer(server) {
      const loaded = await server.ssrLoadModule('/server/bridge/compiler.ts');
      const mounted = (loaded as typeof import('./server/bridge/compiler')).createStudioBridge();
      token = mounted.token;
      server.httpServer?.once('close', () => void mounted.close());
      server.middlewares.use((request, response, next) => {
        if (!request.url?.startsWith(mounted.prefix)) return next();
        mounted.handle(request, response).catch(next);
      });
    },
    transformIndexHtml: (_, { path }) =>
      servedAs(path) === 'page'
        ? [{ tag: 'meta', injectTo: 'head-prepend', attrs: { name: 'code-live-bridge', content: token } }]
        : [],
  };
}

/**
 * Only components and styles are changed under what plays. Every other module may hold state or listen to it (the
 * transport, the engine, a store): a second copy beside the first would keep time twice, so the page opens anew.
 */
function freshState(): Plugin {
  return {
    name: 'fresh-state',
    apply: 'serve',
    hotUpdate({ file, modules }) {
      if (modules.length === 0 || /\.(tsx|css)$/.test(file)) return;
      this.environment.hot.send({ type: 'full-reload' });
      return [];
    },
  };
}

/** Puts the policy into the page, for hosts that send no headers, and the runtimes' files beside it. */
function production(): Plugin {
  return {
    name: 'production-files',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { path }) =>
        servedAs(path) === 'runner'
          ? html
          : {
              html,
              tags: [
                {
                  tag: 'meta',
                  injectTo: 'head-prepend',
                  attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy() },
                },
              ],
            },
    },
    writeBundle: ({ dir }) => {
      if (dir !== undefined) copyVendorFiles(modules, dir);
    },
  };
}

const documents = ['index.html', 'runner.html', 'collect.html']
  .map((name) => join(root, name))
  .filter((path) => existsSync(path));

export default defineConfig(({ command }) => ({
  plugins: [
    react(),
    isolation(),
    bridge(),
    freshState(),
    production(),
    offline(['/icon.svg', '/manifest.webmanifest']),
  ],
  // No fallback to the page for unknown paths: the page holds the bridge's token and has headers of its own.
  appType: 'mpa',
  ...(command === 'serve' ? { html: { cspNonce: devNonce } } : {}),
  server: { host: '127.0.0.1', port: 5180, cors: false },
  worker: {
    format: 'es',
    // Imported on Node only; its package names a file for browsers that it does not ship.
    rollupOptions: { external: ['@duckdb/duckdb-wasm/blocking'] },
  },
  optimizeDeps: {
    exclude: ['@duckdb/duckdb-wasm', '@electric-sql/pglite', '@sqlite.org/sqlite-wasm', 'pyodide'],
  },
  build: {
    target: 'es2022',
    rollupOptions: { input: documents },
    // The page's policy takes fonts and images from files, not from data in the style sheet.
    assetsInlineLimit: 0,
    // The runtimes are large and loaded on demand; `npm run bench` holds the first bundle to its bar.
    chunkSizeWarningLimit: 10_000,
  },
}));
