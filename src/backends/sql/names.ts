import type { Binding } from '../../language';

/** Words that at least one of the three engines reserves where we would write a column or table name. */
const RESERVED = new Set(
  `abort action add after all alter analyse analyze and any array as asc asof asymmetric attach autoincrement before begin
between binary both by cascade case cast check collate collation column commit concurrently conflict constraint create
cross current current_catalog current_date current_role current_schema current_time current_timestamp current_user
database default deferrable deferred delete desc describe detach distinct do drop each else end escape except exclude
exclusive exists explain fail false fetch filter first following for foreign freeze from full generated glob grant group
groups having if ignore ilike immediate in index indexed initially inner insert instead intersect into is isnull join
lambda last lateral leading left like limit localtime localtimestamp match materialized natural no not nothing notnull
null nulls of offset on only or order others outer over overlaps partition pivot pivot_longer pivot_wider placing plan
positional pragma preceding primary qualify query raise range recursive references regexp reindex release rename replace
restrict returning right rollback row rows savepoint select semi session_user set show similar some summarize symmetric
system_user table tablesample temp temporary then ties to trailing transaction trigger true try_cast unbounded union
unique unpivot update user using vacuum values variadic verbose view virtual when where window with without anti
rowid ordinality unnest`.split(/\s+/),
);

/** Column and table names: the performer's own where SQL allows, unique without regard to case. */
export class Names {
  private readonly columns = new Map<number, string>();
  private readonly taken = new Set<string>();

  /** The column of a binding, ready to print. */
  column(binding: Binding): string {
    const known = this.columns.get(binding.id);
    if (known !== undefined) return known;
    const name = quoted(this.fresh(binding.name));
    this.columns.set(binding.id, name);
    return name;
  }

  /** A name that nothing else uses: `base`, else `base_2`, … */
  fresh(base: string): string {
    for (let i = 1; ; i++) {
      const name = i === 1 ? base : `${base}_${i}`;
      const folded = name.toLowerCase();
      if (this.taken.has(folded)) continue;
      this.taken.add(folded);
      return name;
    }
  }

  has(name: string): boolean {
    return this.taken.has(name.toLowerCase());
  }

  /** Keeps a name from being given out, say that of a table. */
  reserve(name: string): void {
    this.taken.add(name.toLowerCase());
  }
}

/** The identifier, in double quotes where the plain spelling would be a keyword or fold its case. */
export function quoted(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toLowerCase())
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}
