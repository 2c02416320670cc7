const unit = 2 ** 32;

/** FNV-1a with a final mix, over the keys: the demonstration is invented, but the same each time. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
};

export type Keys = readonly (string | number)[];

/** A number from 0 to below 1 that depends on nothing but the keys. */
export const draw = (...keys: Keys): number => hash(keys.join('/')) / unit;

/** A whole number from `low` to `high`, both included, that depends on nothing but the keys. */
export const between = (low: number, high: number, ...keys: Keys): number =>
  low + Math.floor(draw(...keys) * (high - low + 1));

/** The first `count` of the items in an order that depends on nothing but the keys. */
export const pick = <T extends { readonly id: string }>(
  items: readonly T[],
  count: number,
  ...keys: Keys
): T[] =>
  items
    .toSorted((one, other) => draw(...keys, one.id) - draw(...keys, other.id))
    .slice(0, Math.max(0, count));
