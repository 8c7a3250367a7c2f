import type { Binding } from '../../language';

export const KEYWORDS: ReadonlySet<string> = new Set(
  [
    'abstract as base bool break byte case catch char checked class const continue decimal default delegate do double',
    'else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal',
    'is lock long namespace new null object operator out override params private protected public readonly ref return',
    'sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked',
    'unsafe ushort using virtual void volatile while',
    'add alias ascending async await by descending dynamic equals from get global group into join let nameof on orderby',
    'partial remove select set value var when where yield',
  ].flatMap((line) => line.split(' ')),
);

/** Names that the emitted program refers to. */
const RESERVED = [
  'Array ArgumentException BigInteger BitConverter Comparer Comprehension Console Convert Dictionary',
  'DivideByZeroException Enumerable EqualityComparer Evaluate Exception FormatException FrozenSet Func HashSet',
  'IEnumerable IList KeyNotFoundException KeyValuePair List Math NotSupportedException OverflowException String',
  'StringBuilder StringComparer StringComparison System Tuple ValueTuple Encoding',
].flatMap((line) => line.split(' '));

/** Names of one emitted program: the performer's where possible, keywords with `@`. */
export class Names {
  private readonly taken: Set<string>;
  private readonly bindings = new Map<number, string>();

  constructor(helpers: readonly string[]) {
    this.taken = new Set([...RESERVED, ...helpers]);
  }

  of(binding: Binding): string {
    const known = this.bindings.get(binding.id);
    if (known !== undefined) return known;
    const name = this.fresh(binding.name);
    this.bindings.set(binding.id, name);
    return name;
  }

  /** An unused name, the wished one if possible. */
  fresh(wish: string): string {
    const base = /^[A-Za-z_][A-Za-z0-9_]*$/.test(wish) && !wish.startsWith('__') ? wish : 'item';
    for (let i = 1; ; i++) {
      const name = i === 1 ? base : `${base}${/\d$/.test(base) ? '_' : ''}${i}`;
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return KEYWORDS.has(name) ? `@${name}` : name;
    }
  }
}
