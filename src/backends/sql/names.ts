import type { Binding } from '../../language';

/** Words that at least one of the three engines reserves where we would write a column or table name. */
const RESERVED = new Set(
  `abort action add after all alter analyse analyze and anti any array as asc asof asymmetric at attach
authorization autoincrement before begin between bigint binary bit boolean both by cascade case cast char
character check coalesce collate collation column columns commit concurrently conflict constraint create
cross current current_catalog current_date current_role current_schema current_time current_timestamp
current_user database dec decimal default deferrable deferred delete desc describe detach distinct do drop
each else end escape except exclude exclusive exists explain extract fail false fetch filter first float
following for foreign freeze from full generated glob grant greatest group grouping grouping_id groups
having if ignore ilike immediate in index indexed initially inner inout insert instead int integer intersect
interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
json_scalar json_serialize json_table json_value lambda last lateral leading least left like limit localtime
localtimestamp map match materialized merge_action national natural nchar no none normalize not nothing
notnull null nullif nulls numeric of offset on only or order ordinality others out outer over overlaps
overlay partition pivot pivot_longer pivot_wider placing plan position positional pragma preceding precision
primary qualify query raise range real recursive references regexp reindex release rename replace restrict
returning right rollback row rowid rows savepoint select semi session_user set setof show similar smallint
some struct substring summarize symmetric system_user table tablesample temp temporary then ties time
timestamp to trailing transaction treat trigger trim true try_cast unbounded union unique unnest unpack
unpivot update user using vacuum values varchar variadic verbose view virtual when where window with without
xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize
xmltable`.split(/\s+/),
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
