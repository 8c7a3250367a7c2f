import type { Diagnostic, Encoded, ExceptionName, InputSpec, Program, Span } from '../language';

export const BACKENDS = ['python', 'typescript', 'wasm', 'sql', 'rust', 'julia', 'go', 'csharp'] as const;
export type BackendId = (typeof BACKENDS)[number];

export const SQL_DIALECTS = ['duckdb', 'sqlite', 'postgresql'] as const;
export type SqlDialect = (typeof SQL_DIALECTS)[number];

/** What the faders of one channel ask of its emitter. The optimizer has already run. */
export interface EmitSettings {
  /** 0–1. Only Wasm reads it here (binaryen's level); elsewhere it chose the passes. */
  readonly level: number;
  /** Number of threads, ≥ 1. May change only time. */
  readonly parallel: number;
  /** Drops overflow, bounds and zero checks; each dropped check becomes a `unsafe-check-dropped` note. */
  readonly unsafe: boolean;
  /** Idiom: one of the backend's `modes`. */
  readonly mode: string;
  readonly dialect: SqlDialect;
}

export const DEFAULT_SETTINGS: EmitSettings = {
  level: 0.5,
  parallel: 1,
  unsafe: false,
  mode: '',
  dialect: 'duckdb',
};

/** A range of the emitted code and the place in the Python text it comes from. Sorted by start; may nest. */
export interface SourceMapping {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

/** An emitted program: what the screen shows is what is compiled and run, to the byte. */
export interface Emission {
  readonly backend: BackendId;
  /** The text a listener reads. */
  readonly code: string;
  readonly map: readonly SourceMapping[];
  /** Deviations (`unsafe-check-dropped`), fallbacks (`not-parallel`), and other things to say; severity warning or info. */
  readonly notes: readonly Diagnostic[];
  /** Inputs in the order in which the program takes them. */
  readonly inputs: readonly InputSpec[];
  /** Wasm only: the module, and how to read its result. */
  readonly binary?: Uint8Array;
  /** JSON-safe description that the backend's own runner needs (result layout, query kind …). */
  readonly layout?: unknown;
}

export type EmitResult =
  | { readonly ok: true; readonly emission: Emission }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Stands for a value that was too long to be handed on: `value` is then only its beginning. */
export interface WholeValue {
  /** Scalars in the value. */
  readonly items: number;
  /** Hash of the canonical text of the whole value, and of the same with dicts taken without their order. */
  readonly digest: string;
  readonly unorderedDigest: string;
}

/** What one run came to. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: Encoded; readonly whole?: WholeValue }
  | { readonly kind: 'raises'; readonly exception: ExceptionName; readonly message?: string }
  /** The run left the numeric domain that this backend keeps (say i64): reported, never another value. */
  | { readonly kind: 'outside'; readonly rule: 'may-overflow'; readonly message: string }
  /** Stopped by a limit: time, memory, output. */
  | { readonly kind: 'stopped'; readonly limit: 'time' | 'memory' | 'output'; readonly message: string }
  /** The runtime itself failed: a defect of ours. */
  | { readonly kind: 'crashed'; readonly message: string };

/** Input values by name, in the JSON encoding. A table is a list of `{ dict }`-free plain objects, see `encodeInput`. */
export type InputValues = Readonly<Record<string, Encoded>>;

export interface BatchResult {
  readonly count: number;
  /** Wall time of the whole batch in milliseconds, measured next to the work. */
  readonly elapsed: number;
  /** Cheap fold of the results (length, last element, …), equal for every batch of one program and input. */
  readonly digest: number;
}

/** A loaded program inside a worker or process. */
export interface Instance {
  /** Milliseconds spent on compiling and on instantiating. */
  readonly timings: { readonly compile: number; readonly instantiate: number };
  /** Runs once and returns the encoded value. */
  run(): Promise<Outcome>;
  /** Runs `count` times without encoding. Only after `run` came to a value. */
  batch(count: number): Promise<BatchResult>;
  /**
   * Bytes that the program has taken so far, its heap or its process; absent, or undefined, where the runtime can't say.
   */
  memory?(): Promise<number | undefined>;
  /** New input values for the same program; moving a fader never recompiles. */
  setInputs(inputs: InputValues): Promise<void>;
  close(): Promise<void>;
}

/** Runs emissions of one backend. Lives in a worker (Python, TypeScript, Wasm, SQL) or drives a process (the native four). */
export interface Runtime {
  readonly backend: BackendId;
  load(emission: Emission, inputs: InputValues): Promise<Instance>;
  close(): Promise<void>;
}

export interface BackendInfo {
  readonly id: BackendId;
  readonly title: string;
  /** File extension and highlighter of the emitted code. */
  readonly language: 'python' | 'typescript' | 'wat' | 'sql' | 'rust' | 'julia' | 'go' | 'csharp';
  readonly modes: readonly [string, ...string[]];
  readonly parallel: 'threads' | 'workers' | 'refused';
  /** True where the browser can run it; the native four need the bridge. */
  readonly runsInBrowser: boolean;
}

/** One backend. `emit` is pure and synchronous: IR in, code or diagnostics out; it never throws for a valid program. */
export interface Backend extends BackendInfo {
  emit(program: Program, settings: EmitSettings): EmitResult;
}

/** A native backend also knows how to build and start what it emitted. */
export interface NativeBackend extends Backend {
  /**
   * The files of a buildable project: the emission, unchanged, plus a harness. The program speaks the line protocol of
   * `native.ts` on stdin and stdout.
   */
  project(emission: Emission, program: Program): NativeProject;
}

export interface NativeProject {
  readonly files: Readonly<Record<string, string>>;
  readonly toolchains: readonly NativeToolchain[];
}

/** One way of building; the first whose tools are found is used. Commands are argv; `{dir}` is the project folder. */
export interface NativeToolchain {
  /** Executables that must be on the PATH, with the argument that prints their version. */
  readonly needs: readonly { readonly tool: string; readonly versionArg: string }[];
  readonly build: readonly (readonly string[])[];
  readonly run: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}
