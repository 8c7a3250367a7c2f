import type { Op } from '../../language';
import type { Emitter } from './emitter';
import { quotedString } from './literals';
import { repeated } from './operations-int';
import { BOOL_SHAPE, call, caseWhen, STR_SHAPE, type Term, term } from './term';

/** A string literal. */
export const quote = (text: string): Term => quotedString(text, 'duckdb');
/** Proved to be ASCII. */
export const isAscii = (t: Term): boolean => t.shape.kind === 'str' && t.shape.ascii === true;

/** Python's str.isspace characters: more than `trim` or `\s` know. */
export const ASCII_SPACE = ' \t\n\r\v\f\x1c\x1d\x1e\x1f';
export const UNICODE_SPACE =
  '\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000';

/** The characters that `strip` and `split` take off. */
export const spaces = (text: Term): Term => quote(isAscii(text) ? ASCII_SPACE : ASCII_SPACE + UNICODE_SPACE);

/** `value` where `text` is ASCII; elsewhere the run reports that it left what this backend keeps. */
export function asciiOnly(emitter: Emitter, node: Op, text: Term, value: Term): Term {
  if (isAscii(text)) return value;
  if (emitter.settings.unsafe) {
    emitter.note(
      'unsafe-check-dropped',
      node.span,
      'Letters past ASCII follow the case tables of the engine.',
    );
    return value;
  }
  repeated(emitter, node, text);
  const failed = emitter.dialect.raise('Outside', 'this operation is kept for ASCII text', value.shape);
  return caseWhen(value.shape, matches(text, String.raw`[\x00-\x7F]*`), value, failed);
}

/** The whole text matches an RE2 pattern. */
export function matches(text: Term, pattern: string): Term {
  return call(BOOL_SHAPE, 'regexp_full_match', text, term(STR_SHAPE)`'${pattern}'`);
}
