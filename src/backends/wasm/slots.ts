import { type Shape, slotOffsets, slotsOf } from './shape';

/**
 * Helpers made for one shape: equality, order, hash, lookup in dicts and sets, sorting. All answers are texts of the
 * helper language; the function behind one is defined in the module when it is first asked for.
 */

/** Parameters `a0: i32, a1: i64` for the slots of a shape. */
export function parameters(prefix: string, shape: Shape): string {
  return slotsOf(shape)
    .map((slot, i) => `${prefix}${i}: ${slot}`)
    .join(', ');
}

export const names = (prefix: string, shape: Shape): string[] =>
  slotsOf(shape).map((_, i) => `${prefix}${i}`);

/** Loads of all slots of a value at `address + offset`. */
export function loads(shape: Shape, address: string, offset: number): string[] {
  const slots = slotsOf(shape);
  return slotOffsets(slots, offset).map((at, i) => `${slots[i]}[${address} + ${at}]`);
}

export function stores(shape: Shape, address: string, offset: number, values: readonly string[]): string {
  const slots = slotsOf(shape);
  return slotOffsets(slots, offset)
    .map((at, i) => `${slots[i]}[${address} + ${at}] = ${values[i]};`)
    .join(' ');
}

/** The slots of each item of a flattened shape. */
export function itemSlots(items: readonly Shape[], values: readonly string[]): string[][] {
  let at = 0;
  return items.map((item) => {
    const count = slotsOf(item).length;
    const own = values.slice(at, at + count);
    at += count;
    return own;
  });
}
