import db, { type Attribute, type Item } from 'dynalite/db/index.js';

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

// Numbers are packed; dynalite knows the rule. It counts text in characters, where AWS counts bytes.
const packed = (N: string) => db.itemSize({ '': { N } });

const sizeOfValue = (value: Attribute): number => {
  if (value.S !== undefined) return bytes(value.S);
  if (value.N !== undefined) return packed(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.SS) return sum(value.SS.map(bytes));
  if (value.NS) return sum(value.NS.map(packed));
  if (value.BS) return sum(value.BS.map((text) => Buffer.byteLength(text, 'base64')));
  if (value.L) return 3 + sum(value.L.map((element) => 1 + sizeOfValue(element)));
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
};

/**
 * Size of an item in bytes, names included.
 * Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
export const itemSize = (item: Item): number =>
  sum(Object.entries(item).map(([name, value]) => bytes(name) + sizeOfValue(value)));
