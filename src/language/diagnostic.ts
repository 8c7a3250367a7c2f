/** A place in the source text, in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'info';

/**
 * One thing to say about a program. The same text reaches editor, command line and API.
 * `code` is stable (`CL101`); `rule` is its readable name (`unsupported-call`).
 */
export interface Diagnostic {
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  /** What is wrong, naming the construct. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Set when only this backend (`rust`, `sql-duckdb`) objects. */
  readonly backend?: string;
  /** Set when CPython itself rejects the text, or is known to raise. */
  readonly exception?: string;
}

/** Every rule that a diagnostic can name, with its stable code. */
export const RULES = {
  'syntax-error': 'CL001',
  'too-deep': 'CL002',
  'too-long': 'CL003',
  'unsupported-call': 'CL101',
  'unsupported-method': 'CL102',
  'unsupported-syntax': 'CL103',
  'unsupported-attribute': 'CL104',
  'unsupported-argument': 'CL105',
  'unknown-name': 'CL110',
  'not-a-comprehension': 'CL120',
  'type-error': 'CL201',
  'mixed-types': 'CL202',
  'unknown-sign': 'CL203',
  'empty-sum': 'CL204',
  'walrus-scope': 'CL210',
  unordered: 'CL320',
  'may-overflow': 'CL305',
  'unsupported-operation': 'CL401',
  'unsupported-type': 'CL402',
  'lazy-error-order': 'CL330',
  'float-order': 'CL340',
  'float-library': 'CL341',
  'not-parallel': 'CL350',
  'unsafe-check-dropped': 'CL360',
  'no-toolchain': 'CL370',
} as const satisfies Record<string, `CL${number}`>;

export type Rule = keyof typeof RULES;

export interface DiagnosticOptions {
  readonly severity?: Severity;
  readonly hint?: string;
  readonly backend?: string;
  readonly exception?: string;
}

export function diagnostic(
  rule: Rule,
  span: Span,
  message: string,
  options: DiagnosticOptions = {},
): Diagnostic {
  return { code: RULES[rule], rule, severity: 'error', span, message, ...options };
}

/** Thrown inside the compiler to leave a construct; caught at the door and returned as data. */
export class Refusal extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'Refusal';
  }
}

export function refuse(rule: Rule, span: Span, message: string, options: DiagnosticOptions = {}): never {
  throw new Refusal(diagnostic(rule, span, message, options));
}

/** Line and column (both from 1, columns in code points) of an offset. */
export function position(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  const column = Array.from(before.slice(before.lastIndexOf('\n') + 1)).length + 1;
  return { line, column };
}
