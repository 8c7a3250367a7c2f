import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { arch, availableParallelism, platform } from 'node:os';
import type { Mount } from '../app';
import { BuildFailed, findToolchains, keptLimits, ToolchainMissing } from '../native';
import { readJson } from './body';
import { BridgeError } from './errors';
import { checkCaller } from './guard';
import { Programs } from './programs';
import { parseCloseRequest, parseRunRequest, parseSeriesRequest } from './request';
import { type Compile, runProgram, runSeries } from './run';

export interface Bridge extends Mount {
  /** Random for each start; written into the page that this server serves. */
  readonly token: string;
  /** Ends every program that is running. */
  close(): Promise<void>;
}

/**
 * The native bridge: builds and runs programs of our own language with the toolchains of this machine, for the page
 * that this server served and nobody else.
 *
 * `GET /bridge/toolchains` -> `{ tools, limits, machine }`; `POST /bridge/run` and `/bridge/series` -> see `run.ts`;
 * `POST /bridge/close` -> `{}`, whether or not the program is still started.
 * Errors are JSON, `{ error: { code, message, path? } }`.
 */
export function createBridge(compile: Compile): Bridge {
  const token = randomBytes(32).toString('base64url');
  const programs = new Programs();
  return {
    prefix: '/bridge/',
    token,
    close: () => programs.close(),
    handle: async (request, response) => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      try {
        checkCaller(request, token);
        send(response, 200, await route(compile, programs, request, gone.signal));
      } catch (error) {
        // Nobody is there to be told.
        if (gone.signal.aborted) return;
        const known = asBridgeError(error);
        if (known.status === 500) console.error(error);
        if (!request.complete) response.setHeader('Connection', 'close');
        send(response, known.status, known);
      }
    },
  };
}

async function route(
  compile: Compile,
  programs: Programs,
  request: IncomingMessage,
  gone: AbortSignal,
): Promise<unknown> {
  const path = (request.url ?? '').split('?', 1)[0];
  if (path === '/bridge/toolchains' && request.method === 'GET') {
    return {
      tools: await findToolchains(),
      limits: keptLimits(),
      machine: { platform: platform(), arch: arch(), cores: availableParallelism() },
    };
  }
  if (path === '/bridge/run' && request.method === 'POST') {
    return runProgram(compile, programs, parseRunRequest(await readJson(request)), gone);
  }
  if (path === '/bridge/series' && request.method === 'POST') {
    return runSeries(programs, parseSeriesRequest(await readJson(request)), gone);
  }
  if (path === '/bridge/close' && request.method === 'POST') {
    programs.release(parseCloseRequest(await readJson(request)).handle);
    return {};
  }
  throw new BridgeError(404, 'not-found', `no ${request.method} ${path} here`);
}

function asBridgeError(error: unknown): BridgeError {
  if (error instanceof BridgeError) return error;
  if (error instanceof ToolchainMissing) return new BridgeError(501, 'no-toolchain', error.message);
  if (error instanceof BuildFailed) return new BridgeError(500, 'build-failed', error.message);
  if (error instanceof TypeError && error.message.startsWith('inputs.')) {
    const [path = 'inputs'] = error.message.split(':', 1);
    return new BridgeError(422, 'not-valid', error.message, path);
  }
  return new BridgeError(500, 'internal', error instanceof Error ? error.message : String(error));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
