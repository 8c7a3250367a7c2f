import type { Binding } from '../../language';

const RESERVED = [
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends',
  'false finally for function if implements import in instanceof interface let new null package private protected',
  'public return static super switch this throw true try typeof undefined var void while with yield',
  'Array BigInt Infinity JSON Map Math NaN Number Object Set String TextEncoder Uint8Array program',
].flatMap((line) => line.split(' '));

/** Names of one emitted program: the performer's where possible, never a keyword, a global or a helper. */
export class Names {
  private readonly taken: Set<string>;
  private readonly bindings = new Map<number, string>();

  constructor(helpers: readonly string[] = []) {
    this.taken = new Set([...RESERVED, ...helpers]);
  }

  /** Reserves names that are declared elsewhere. */
  reserve(names: Iterable<string>): void {
    for (const name of names) this.taken.add(name);
  }

  of(binding: Binding): string {
    const known = this.bindings.get(binding.id);
    if (known !== undefined) return known;
    const name = this.fresh(binding.name);
    this.bindings.set(binding.id, name);
    return name;
  }

  /** Gives a binding a name that is already in the program. */
  alias(binding: Binding, name: string): void {
    this.bindings.set(binding.id, name);
  }

  /** An unused name, the wished one if possible. */
  fresh(wish: string): string {
    const base = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(wish) ? wish : 'value';
    for (let i = 1; ; i++) {
      const name = i === 1 ? base : `${base}${/\d$/.test(base) ? '_' : ''}${i}`;
      if (!this.taken.has(name)) {
        this.taken.add(name);
        return name;
      }
    }
  }
}
