/**
 * Dicts and sets: a table of open addressing over entries in insertion order. Nothing is ever deleted. Layout:
 * `{ count, mask, table, entries, capacity }`; an entry is `{ hash, key, value }` and the table holds its number from 1.
 * Finding depends on the key's shape and is made by `structures.ts`.
 */
export const DICTS = `
fn dict_new(size: i32): i32 {
  var dict = alloc(24);
  i32[dict] = 0;
  i32[dict + 4] = 7;
  i32[dict + 8] = alloc(32);
  memory_fill(i32[dict + 8], 0, 32);
  i32[dict + 12] = alloc(6 * size);
  i32[dict + 16] = 6;
  return dict;
}

fn dict_link(dict: i32, hash: i32, number: i32): i32 {
  var mask = i32[dict + 4];
  var table = i32[dict + 8];
  var slot = hash & mask;
  while (i32[table + slot * 4] != 0) slot = (slot + 1) & mask;
  i32[table + slot * 4] = number;
  return slot;
}

fn dict_expand(dict: i32, size: i32): i32 {
  var count = i32[dict];
  var mask = i32[dict + 4] * 2 + 1;
  if (mask >u 0x3ffffff) raise memory;
  var table = alloc((mask + 1) * 4);
  memory_fill(table, 0, (mask + 1) * 4);
  var capacity = (mask + 1) / 4 * 3;
  var entries = alloc(capacity * size);
  memory_copy(entries, i32[dict + 12], count * size);
  i32[dict + 4] = mask;
  i32[dict + 8] = table;
  i32[dict + 12] = entries;
  i32[dict + 16] = capacity;
  var number = 1;
  while (number <= count) {
    dict_link(dict, i32[entries + (number - 1) * size], number);
    number = number + 1;
  }
  return count;
}

// A new entry for a key that is not there; its key and value are still to be written.
fn dict_insert(dict: i32, hash: i32, size: i32): i32 {
  var count = i32[dict];
  if (count == i32[dict + 16]) dict_expand(dict, size);
  dict_link(dict, hash, count + 1);
  i32[dict] = count + 1;
  var entry = i32[dict + 12] + count * size;
  i32[entry] = hash;
  return entry;
}
`;
