/** Words that a variable of the emitted program can't be called: keywords, predeclared names, packages, our own. */
const RESERVED: ReadonlySet<string> = new Set(
  [
    'break case chan const continue default defer else fallthrough for func go goto if import interface map',
    'package range return select struct switch type var',
    'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string',
    'uint uint8 uint16 uint32 uint64 uintptr true false iota nil append cap close complex copy delete imag len',
    'make new panic print println real recover min max clear init main',
    'big bits errors fmt hex math sort strconv strings sync unicode utf8 harness Run Serve Row',
  ].flatMap((line) => line.split(' ')),
);

/** Hands out Go names: each once, near to what the performer wrote. */
export class Names {
  private readonly taken: Set<string>;
  private readonly bindings = new Map<number, string>();

  /** @param helpers names of the helper functions and types, so that no variable hides one. */
  constructor(helpers: Iterable<string>) {
    this.taken = new Set([...RESERVED, ...helpers]);
  }

  /** The name of a binding, the same at every call. */
  binding(id: number, name: string): string {
    const known = this.bindings.get(id);
    if (known !== undefined) return known;
    const fresh = this.fresh(goName(name));
    this.bindings.set(id, fresh);
    return fresh;
  }

  /** Lets a binding be another name for what has one already. */
  alias(id: number, name: string): void {
    this.bindings.set(id, name);
  }

  /** A binding id for a name that `fresh` gave out. */
  own(name: string): number {
    const id = -1000 - this.bindings.size;
    this.bindings.set(id, name);
    return id;
  }

  /** A new name: `hint`, or `hint2`, `hint3` … when that is taken. */
  fresh(hint: string): string {
    let name = hint;
    for (let i = 2; this.taken.has(name); i++) name = `${hint}${i}`;
    this.taken.add(name);
    return name;
  }
}

/** Python's `line_count` in Go's `lineCount`; letters and digits only. */
export function goName(name: string): string {
  const words = name
    .split('_')
    .map((word) => word.replace(/[^\p{L}\p{Nd}]/gu, ''))
    .filter((word) => word !== '');
  const joined = words
    .map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  if (joined === '') return 'v';
  return /^\p{Nd}/u.test(joined) ? `v${joined}` : joined;
}
