/** Turns the data of one version of a category into that of the next. */
export type Upgrade = (data: unknown) => unknown;

/** `UPGRADES[kind][v]` leads from version `v` to `v + 1`. */
export const UPGRADES: Readonly<Record<string, Readonly<Record<number, Upgrade>>>> = {
  code_patterns: { 1: (data) => ({ ...Object(data), inputs: null }) },
};

/** The data of a record in the newest version of its category. Pure: stored chunks stay as they are. */
export function upgraded(kind: string, version: number, data: unknown): unknown {
  let current = data;
  for (let from = version; ; from++) {
    const upgrade = UPGRADES[kind]?.[from];
    if (!upgrade) return current;
    current = upgrade(current);
  }
}
