import { floatRepr } from '../../language';
import type { SqlDialect } from '../contract';
import { ASCII_SHAPE, PRECEDENCE, type Shape, STR_SHAPE, type Term, term } from './term';

/** The shortest decimal text of a non-negative finite float. */
export function decimalFloat(value: number): string {
  return floatRepr(value).replace('e+', 'e');
}

/** A string literal; control characters are escaped where the dialect has escapes, else spelled as code points. */
export function quotedString(text: string, dialect: SqlDialect): Term {
  const quoted = text.replaceAll("'", "''");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that need an escape.
  const control = /[\u0000-\u001f\u007f-\u009f]/;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant.
  const shape = /^[\u0000-\u007f]*$/.test(text) ? ASCII_SHAPE : STR_SHAPE;
  if (!control.test(text)) return term(shape)`'${quoted}'`;
  return dialect === 'sqlite' ? pieces(text, shape) : escaped(text, shape);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
};

/** `E'…'`; NUL and the C1 controls, which have no escape, are joined in as code points. */
function escaped(text: string, shape: Shape): Term {
  const parts: string[] = [];
  let run = '';
  const flush = () => {
    if (run !== '') parts.push(/\\/.test(run) ? `E'${run}'` : `'${run}'`);
    run = '';
  };
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code === 0 || (code >= 0x7f && code <= 0x9f)) {
      flush();
      parts.push(`chr(${code})`);
    } else if (ESCAPES[c] !== undefined) run += ESCAPES[c];
    else if (code < 0x20) run += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (c === '\\') run += '\\\\';
    else run += c === "'" ? "''" : c;
  }
  flush();
  return joined(parts, shape);
}

/** Plain pieces with `char(…)` for what has no escape. */
function pieces(text: string, shape: Shape): Term {
  const parts: string[] = [];
  let run = '';
  const flush = () => {
    if (run !== '') parts.push(`'${run.replaceAll("'", "''")}'`);
    run = '';
  };
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) {
      flush();
      parts.push(`char(${code})`);
    } else run += c;
  }
  flush();
  return joined(parts, shape);
}

function joined(parts: readonly string[], shape: Shape): Term {
  return parts.length === 1
    ? term(shape)`${parts.join('')}`
    : term(shape, PRECEDENCE.other)`${parts.join(' || ')}`;
}
