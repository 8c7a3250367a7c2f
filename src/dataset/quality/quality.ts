import type { BackendId } from '../../backends';
import type { CorruptChunk } from '../event-log';
import { ACTORS, type Actor, type DatasetRecord, KINDS, type Kind, RECORD_KINDS } from '../records';
import { distinctKey } from './distinct';

/** Upper ends of the size buckets, in items. */
export const SIZE_BUCKETS = [10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;

export interface CategoryQuality {
  readonly about: string;
  readonly records: number;
  /** Distinct programs, combinations, sessions … : what the minimum asks for. */
  readonly distinct: number;
  readonly counted: string;
  readonly minimum: number;
  readonly met: boolean;
  readonly actors: Readonly<Record<Actor, number>>;
  /** Share of null by field, 0–1; fields without nulls are left out. */
  readonly nulls: Readonly<Record<string, number>>;
}

export interface DiversityCell {
  readonly backend: BackendId;
  readonly family: string;
  /** Measurements whose answer agreed with Python. */
  readonly agreed: number;
  /** Measurements of programs that the backend refused. */
  readonly refused: number;
  /** Measurements by size bucket. */
  readonly sizes: Readonly<Record<string, number>>;
}

export interface QualityReport {
  readonly version: 1;
  readonly records: number;
  readonly categories: Readonly<Record<Kind, CategoryQuality>>;
  readonly completeness: {
    /** Share of the records that keep to their schema, 0–1; null without records. */
    readonly valid: number | null;
    readonly invalid: readonly { readonly id: string; readonly message: string }[];
    readonly corrupt: readonly CorruptChunk[];
    /** Sessions whose hash chain is broken. */
    readonly broken: readonly string[];
  };
  readonly diversity: {
    readonly backends: readonly BackendId[];
    readonly families: readonly string[];
    readonly cells: readonly DiversityCell[];
    /** Cells of backend and family without a single measurement that agreed; `refused` ones are named as such. */
    readonly empty: readonly {
      readonly backend: BackendId;
      readonly family: string;
      readonly refused: boolean;
    }[];
  };
  readonly recency: {
    /** ms since the epoch; null without records. */
    readonly oldest: number | null;
    readonly newest: number | null;
    /** Records by version of the studio. */
    readonly apps: Readonly<Record<string, number>>;
  };
  readonly actors: Readonly<Record<Actor, number>>;
}

interface Tally {
  records: number;
  readonly distinct: Set<string>;
  readonly actors: Record<Actor, number>;
  readonly nulls: Map<string, number>;
}

/** Invalid records and broken sessions that are named; the rest is only counted. */
const MOST_NAMED = 50;

/** Looks at records one after the other and says how good they are together. */
export class Quality {
  private readonly tallies = new Map<Kind, Tally>();
  private readonly cells = new Map<string, { agreed: number; refused: number; sizes: Map<string, number> }>();
  private readonly backends = new Set<BackendId>();
  private readonly families = new Set<string>();
  private readonly apps = new Map<string, number>();
  private readonly actors = noActors();
  private readonly invalid: { id: string; message: string }[] = [];
  private readonly corrupt: CorruptChunk[] = [];
  private readonly broken: string[] = [];
  private valid = 0;
  private wrong = 0;
  private oldest = Infinity;
  private newest = -Infinity;

  add(record: DatasetRecord): void {
    this.valid++;
    this.oldest = Math.min(this.oldest, record.time);
    this.newest = Math.max(this.newest, record.time);
    this.actors[record.actor]++;
    this.apps.set(record.app, (this.apps.get(record.app) ?? 0) + 1);
    const tally = this.tallyOf(record.kind);
    tally.records++;
    tally.actors[record.actor]++;
    const key = distinctKey(record);
    if (key !== undefined) tally.distinct.add(key);
    for (const [name, value] of Object.entries(record.data)) {
      if (value === null) tally.nulls.set(name, (tally.nulls.get(name) ?? 0) + 1);
    }
    if (record.kind === 'performance_metrics') this.place(record);
  }

  addInvalid(id: string, message: string): void {
    this.wrong++;
    if (this.invalid.length < MOST_NAMED) this.invalid.push({ id, message });
  }

  addCorrupt(chunk: CorruptChunk): void {
    this.corrupt.push(chunk);
  }

  addBroken(session: string): void {
    if (this.broken.length < MOST_NAMED) this.broken.push(session);
  }

  report(): QualityReport {
    const all = this.valid + this.wrong;
    const families = [...this.families].sort();
    const backends = [...this.backends].sort();
    const cells = backends.flatMap((backend) => families.map((family) => this.cell(backend, family)));
    return {
      version: 1,
      records: this.valid,
      categories: Object.fromEntries(
        KINDS.map((kind) => [kind, this.category(kind)]),
      ) as QualityReport['categories'],
      completeness: {
        valid: all === 0 ? null : this.valid / all,
        invalid: this.invalid,
        corrupt: this.corrupt,
        broken: this.broken,
      },
      diversity: {
        backends,
        families,
        cells,
        empty: cells
          .filter(({ agreed }) => agreed === 0)
          .map(({ backend, family, refused }) => ({ backend, family, refused: refused > 0 })),
      },
      recency: {
        oldest: this.valid === 0 ? null : this.oldest,
        newest: this.valid === 0 ? null : this.newest,
        apps: Object.fromEntries([...this.apps].sort(([a], [b]) => (a < b ? -1 : 1))),
      },
      actors: this.actors,
    };
  }

  private place({ data }: DatasetRecord<'performance_metrics'>): void {
    const family = data.family ?? 'typed by hand';
    this.backends.add(data.backend);
    this.families.add(family);
    const key = `${data.backend} ${family}`;
    const cell = this.cells.get(key) ?? { agreed: 0, refused: 0, sizes: new Map() };
    this.cells.set(key, cell);
    if (data.success_rate === 1) cell.agreed++;
    if (data.fallback_rate === 1) cell.refused++;
    const bucket = bucketOf(data.data_size);
    cell.sizes.set(bucket, (cell.sizes.get(bucket) ?? 0) + 1);
  }

  private cell(backend: BackendId, family: string): DiversityCell {
    const found = this.cells.get(`${backend} ${family}`);
    const sizes = [...(found?.sizes ?? [])];
    return {
      backend,
      family,
      agreed: found?.agreed ?? 0,
      refused: found?.refused ?? 0,
      sizes: Object.fromEntries(sizes.sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))),
    };
  }

  private category(kind: Kind): CategoryQuality {
    const { about, minimum, distinct: counted } = RECORD_KINDS[kind];
    const { records, distinct, actors, nulls } = this.tallyOf(kind);
    return {
      about,
      records,
      distinct: distinct.size,
      counted,
      minimum,
      met: distinct.size >= minimum,
      actors,
      nulls: Object.fromEntries([...nulls].sort().map(([name, count]) => [name, count / records])),
    };
  }

  private tallyOf(kind: Kind): Tally {
    const tally = this.tallies.get(kind) ?? {
      records: 0,
      distinct: new Set(),
      actors: noActors(),
      nulls: new Map(),
    };
    this.tallies.set(kind, tally);
    return tally;
  }
}

function noActors(): Record<Actor, number> {
  return Object.fromEntries(ACTORS.map((actor) => [actor, 0])) as Record<Actor, number>;
}

/** The bucket of a size: `10–100`. */
export function bucketOf(size: number): string {
  const above = SIZE_BUCKETS.findIndex((end) => size <= end);
  if (above < 0) return `over ${SIZE_BUCKETS.at(-1)}`;
  return above === 0 ? `0–${SIZE_BUCKETS[0]}` : `${SIZE_BUCKETS[above - 1]}–${SIZE_BUCKETS[above]}`;
}
