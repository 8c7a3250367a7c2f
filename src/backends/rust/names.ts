const KEYWORDS = new Set(
  (
    'as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop ' +
    'macro match mod move mut override priv pub ref return self static struct super trait true try type typeof union unsafe ' +
    'unsized use virtual where while yield abstract'
  ).split(' '),
);

/** Snake case, as Rust spells variables: `lastNum` → `last_num`. */
export function snakeCase(name: string): string {
  const snake = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  if (/^[a-z_][a-z0-9_]*$/.test(snake)) return snake === '_' ? 'underscore' : snake;
  const ascii = snake.replace(/[^a-z0-9_]/g, '');
  return /^[a-z]/.test(ascii) ? ascii : `v${ascii}`;
}

/** A name that is no keyword. */
export function fieldName(name: string): string {
  const snake = snakeCase(name);
  return KEYWORDS.has(snake) ? `${snake}_` : snake;
}

/** Hands out names that differ from each other, from keywords and from the functions of the program. */
export class Names {
  private readonly taken: Set<string>;

  constructor(reserved: Iterable<string>) {
    this.taken = new Set(reserved);
  }

  fresh(wanted: string): string {
    const base = fieldName(wanted);
    let name = base;
    for (let i = 2; this.taken.has(name); i++) name = `${base}_${i}`;
    this.taken.add(name);
    return name;
  }
}
