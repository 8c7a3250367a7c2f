import type { Diagnostic, Encoded, Type } from '../language';
import type { BackendId, Outcome } from './contract';

/** Name of the meta tag in which the local server hands its page the bridge's token; a static host has none. */
export const BRIDGE_META = 'code-live-bridge';
export const BRIDGE_TOKEN_HEADER = 'x-code-live-token';

export type NativeBackendId = Extract<BackendId, 'rust' | 'julia' | 'go' | 'csharp'>;

/** A program of our own language with the settings of one channel: the bridge never takes a backend's source code. */
export interface BridgeRequest {
  readonly backend: NativeBackendId;
  /** The performer's Python text. */
  readonly source: string;
  readonly inputs: readonly { readonly name: string; readonly type: Type; readonly value: Encoded }[];
  /** The optimizer's passes that are open, in their order. */
  readonly passes: readonly string[];
  readonly settings: {
    readonly level: number;
    readonly parallel: number;
    readonly unsafe: boolean;
    readonly mode: string;
  };
  /** How long the answer may take once the program runs, in ms. */
  readonly deadline: number;
}

/** Batches of a program that has run with its inputs, one after the other: neither is sent again. */
export interface BridgeSeriesRequest {
  /** From the answer to its run. */
  readonly handle: string;
  /** Runs in a batch. */
  readonly count: number;
  /** Batches, at most; at least one is run. */
  readonly samples: number;
  /** No batch begins after they took so long together, in ms. */
  readonly limit: number;
  /** Of one batch, in ms. */
  readonly deadline: number;
}

export interface BridgeBuild {
  /** Stands for this program with these inputs, for as long as the server keeps it started. */
  readonly handle: string;
  /** What was compiled, to the byte: the code that the channel shows has to be the same. */
  readonly code: string;
  /** The run, with writing and reading its value, in ms. */
  readonly elapsed: number;
  /** Compiling and starting, apart, in ms. */
  readonly timings: { readonly compile: number; readonly instantiate: number };
  /** Tool -> version. */
  readonly tools: Readonly<Record<string, string>>;
}

export interface BridgeOutcome {
  readonly kind: 'outcome';
  readonly outcome: Outcome;
}

export type BridgeAnswer =
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | (BridgeOutcome & BridgeBuild);

/** A batch that did not come to an end answers as an outcome. */
export type BridgeSeries =
  | BridgeOutcome
  /** The server no longer has the program started with these inputs: run it again. */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'series';
      /** ms and digest of each batch. */
      readonly series: {
        readonly count: number;
        readonly elapsed: readonly number[];
        readonly digests: readonly number[];
      };
      /** The most bytes that the process has held, where the system tells. */
      readonly memory?: number | undefined;
    };

export interface BridgeToolchains {
  /** Compiler -> version, or null where it is not on the machine. */
  readonly tools: Readonly<Record<'rustc' | 'go' | 'mcs' | 'mono' | 'dotnet' | 'julia', string | null>>;
  /** Which limits the machine can keep. */
  readonly limits: readonly string[];
  readonly machine: { readonly platform: string; readonly arch: string; readonly cores: number };
}

/** The bridge said no: `code` as the server names it, `path` where in the request. */
export class BridgeFault extends Error {
  override readonly name = 'BridgeFault';
  constructor(
    readonly code: string,
    message: string,
    readonly path?: string,
  ) {
    super(message);
  }
}

export interface BridgeClient {
  toolchains(signal?: AbortSignal): Promise<BridgeToolchains>;
  /** Aborting ends the program. @throws {BridgeFault} when the bridge says no */
  run(request: BridgeRequest, signal?: AbortSignal): Promise<BridgeAnswer>;
  /** @throws {BridgeFault} when the bridge says no */
  series(request: BridgeSeriesRequest, signal?: AbortSignal): Promise<BridgeSeries>;
  /** Nobody needs the program any more: it is the first to make room. @throws {BridgeFault} when the bridge says no */
  close(handle: string): Promise<void>;
}

/**
 * The client of the local server's bridge.
 * @param token content of the page's meta tag `BRIDGE_META`
 * @param base address of the server; in the page, its own origin
 */
export function connectBridge(token: string, base = ''): BridgeClient {
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${base}/bridge/${path}`, {
      ...init,
      headers: { [BRIDGE_TOKEN_HEADER]: token, 'content-type': 'application/json' },
    });
    if (response.ok) return response.json();
    throw faultOf(response.status, await response.text());
  };
  const post = <T>(path: string, request: unknown, signal: AbortSignal | undefined): Promise<T> =>
    call(path, { method: 'POST', body: JSON.stringify(request, integersAsText), signal: signal ?? null });
  return {
    toolchains: (signal) => call('toolchains', { signal: signal ?? null }),
    run: (request, signal) => post('run', request, signal),
    series: (request, signal) => post('series', request, signal),
    close: (handle) => post('close', { handle }, undefined),
  };
}

/** Only the bounds of intervals are bigints. */
function integersAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

function faultOf(status: number, text: string): BridgeFault {
  const { error } = text.startsWith('{')
    ? JSON.parse(text)
    : { error: { code: String(status), message: text.trim() } };
  return new BridgeFault(error.code, error.message, error.path);
}
