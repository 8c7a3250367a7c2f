import type { ChannelId } from '../../session';

export type TokenKind = 'keyword' | 'number' | 'string' | 'function' | 'type' | 'comment' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

interface Grammar {
  readonly keywords: string;
  readonly types: string;
  /** Line comment. */
  readonly comment: string;
  readonly block?: RegExp;
  readonly strings: RegExp;
  /** Names may hold these besides letters, digits and `_`. */
  readonly names?: RegExp;
  readonly ignoreCase?: boolean;
}

const DOUBLE = /"(?:\\.|[^"\\\n])*"/y;
const C_BLOCK = /\/\*[\s\S]*?\*\//y;

const GRAMMARS: Readonly<Record<ChannelId, Grammar>> = {
  python: {
    keywords:
      'and as def elif else False for from if import in is lambda None not or return True while yield pass raise try except',
    types: 'int float str bool list dict set tuple frozenset bytes',
    comment: '#',
    strings: /[fbr]{0,2}(?:"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/y,
  },
  typescript: {
    keywords:
      'as async await break case const continue default do else export false for from function if import in instanceof let new null of readonly return switch this throw true typeof undefined void while yield type interface class extends',
    types:
      'any bigint boolean number string unknown never Map Set Array ReadonlyArray Record BigInt Number Math',
    comment: '//',
    block: C_BLOCK,
    strings: /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/y,
  },
  wasm: {
    keywords:
      'module func param result local global memory table export import type start data elem block loop if then else end br br_if return call drop select unreachable mut offset',
    types: 'i32 i64 f32 f64 v128 funcref externref',
    comment: ';;',
    block: /\(;[\s\S]*?;\)/y,
    strings: DOUBLE,
    names: /[$A-Za-z_][\w.$!]*/y,
  },
  sql: {
    keywords:
      'select from where with as and or not null is in case when then else end group by order having limit offset join on cross left inner union all distinct values between like over partition rows unbounded preceding following current row lateral unnest filter exists asc desc nulls first last true false using recursive cast prepare execute',
    types: 'bigint integer int hugeint double varchar text boolean decimal numeric real struct list',
    comment: '--',
    block: C_BLOCK,
    strings: /'(?:''|[^'])*'|"(?:""|[^"])*"/y,
    ignoreCase: true,
  },
  rust: {
    keywords:
      'as break const continue crate dyn else enum false fn for if impl in let loop match mod move mut pub ref return self static struct super trait true type unsafe use where while',
    types:
      'bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize String Vec Option Result HashMap HashSet Some None Ok Err Self Box',
    comment: '//',
    block: C_BLOCK,
    strings: /b?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\\n])'/y,
    names: /[A-Za-z_]\w*!?/y,
  },
  julia: {
    keywords:
      'begin break const continue do else elseif end export false for function if import in isa let local module mutable nothing return struct throw true try catch using where while',
    types: 'Int Int64 Int128 BigInt Float64 Bool String Char Vector Dict Set Tuple Nothing Any Union Base',
    comment: '#',
    block: /#=[\s\S]*?=#/y,
    strings: /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\\n])'/y,
    names: /@?[A-Za-z_][\w!]*/y,
  },
  go: {
    keywords:
      'break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return select struct switch true type var',
    types:
      'any bool byte error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint32 uint64 big sync math sort strings',
    comment: '//',
    block: C_BLOCK,
    strings: /"(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'/y,
  },
  csharp: {
    keywords:
      'as ascending base break by case catch checked class const continue default descending do else false finally for foreach from if in is join let namespace new null orderby out params private public readonly ref return select static switch this throw true try unchecked unsafe using var void where while yield group into internal sealed',
    types:
      'bool byte char decimal double float int long object short string uint ulong BigInteger Math Enumerable ParallelEnumerable List Dictionary HashSet IEnumerable Tuple Func',
    comment: '//',
    block: C_BLOCK,
    strings: /[$@]?"(?:\\.|""|[^"\\\n])*"|'(?:\\.|[^'\\\n])'/y,
  },
};

const NUMBER =
  /(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?)(?:n|u|i|f|L|UL|[iuf](?:8|16|32|64|128|size))?(?![\w])/iy;
const NAME = /[A-Za-z_$]\w*/y;
const CALL = /\s*(?:::<[^>(]*>)?[.]?\(/y;

interface Words {
  readonly keywords: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

const WORDS = new Map<Grammar, Words>(
  Object.values(GRAMMARS).map((grammar) => [
    grammar,
    { keywords: new Set(grammar.keywords.split(' ')), types: new Set(grammar.types.split(' ')) },
  ]),
);

/** Cuts code into coloured pieces that cover it completely, in order. */
export function tokenize(code: string, language: ChannelId): Token[] {
  const grammar = GRAMMARS[language];
  const tokens: Token[] = [];
  let at = 0;
  let plainFrom = 0;
  while (at < code.length) {
    const token = tokenAt(code, at, grammar);
    if (!token) {
      at++;
      continue;
    }
    if (plainFrom < at) tokens.push({ kind: 'plain', start: plainFrom, end: at });
    tokens.push(token);
    at = token.end;
    plainFrom = at;
  }
  if (plainFrom < at) tokens.push({ kind: 'plain', start: plainFrom, end: at });
  return tokens;
}

function tokenAt(code: string, at: number, grammar: Grammar): Token | undefined {
  if (code.startsWith(grammar.comment, at) && !grammar.block?.test.call(sticky(grammar.block, at), code)) {
    const line = code.indexOf('\n', at);
    return { kind: 'comment', start: at, end: line === -1 ? code.length : line };
  }
  const block = grammar.block && matchEnd(grammar.block, code, at);
  if (block) return { kind: 'comment', start: at, end: block };
  const string = matchEnd(grammar.strings, code, at);
  if (string) return { kind: 'string', start: at, end: string };
  const number = matchEnd(NUMBER, code, at);
  if (number) return { kind: 'number', start: at, end: number };
  const name = matchEnd(grammar.names ?? NAME, code, at);
  if (!name) return undefined;
  return { kind: nameKind(code, at, name, grammar), start: at, end: name };
}

function nameKind(code: string, start: number, end: number, grammar: Grammar): TokenKind {
  const text = code.slice(start, end);
  const word = grammar.ignoreCase ? text.toLowerCase() : text;
  const words = WORDS.get(grammar);
  if (words?.keywords.has(word)) return 'keyword';
  if (words?.types.has(word)) return 'type';
  if (/^[if](?:32|64)\.|^[$]/.test(word)) return word.startsWith('$') ? 'plain' : 'function';
  return matchEnd(CALL, code, end) || text.endsWith('!') ? 'function' : 'plain';
}

function sticky(pattern: RegExp, at: number): RegExp {
  pattern.lastIndex = at;
  return pattern;
}

/** Where a match that starts here ends; 0 when there is none. */
function matchEnd(pattern: RegExp, code: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(code) ? pattern.lastIndex : 0;
}
