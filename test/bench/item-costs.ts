import type { Item } from 'dynalite/db/index.js';
import { itemSize } from '../../local/table/item-size.ts';
import type { BilledWrite, WriteRequest } from './write-meter.ts';

/** One item that a write touched: its kind, its size as billed, and the write units that it took. */
export interface ItemCost {
  readonly kind: string;
  readonly bytes: number;
  readonly units: number;
}

interface Action {
  readonly key: string;
  readonly kind: string;
  /** Undefined when the action writes no item: a deletion or a condition. */
  readonly after: Item | undefined;
  readonly removes: boolean;
}

/** `HEAD`, `EVENT`, `ANSWERS`, `IDEM` or `SENT` of a review; elsewhere the partition: `RUN`, `OUT`, `DUE`. */
export const kindOf = ({ pk, sk }: Item): string => {
  const [partition = ''] = (pk?.S ?? '').split('#');
  return partition === 'REVIEW' ? ((sk?.S ?? '').split('#')[0] ?? '') : partition;
};

const actionOf = (at: Item, after?: Item, removes = false): Action => ({
  key: `${at.pk?.S}\n${at.sk?.S}`,
  kind: kindOf(at),
  after,
  removes,
});

const actionsOf = (request: WriteRequest): Action[] => {
  if ('Item' in request) return [actionOf(request.Item, request.Item)];
  if ('Key' in request) return [actionOf(request.Key, undefined, true)];
  return request.TransactItems.flatMap(({ Put, Delete, ConditionCheck }) => [
    ...(Put ? [actionOf(Put.Item, Put.Item)] : []),
    ...(Delete ? [actionOf(Delete.Key, undefined, true)] : []),
    ...(ConditionCheck ? [actionOf(ConditionCheck.Key)] : []),
  ]);
};

const kilobytes = (bytes: number) => Math.max(1, Math.ceil(bytes / 1024));

/**
 * Tells the bill of each write apart by item: a unit per started KB of the larger of the old and the
 * new item, twice in a transaction. Knows the sizes of all items that passed before, in order.
 */
export const itemCosts = () => {
  const sizes = new Map<string, number>();
  return ({ request }: BilledWrite): ItemCost[] => {
    const times = 'TransactItems' in request ? 2 : 1;
    return actionsOf(request).map(({ key, kind, after, removes }) => {
      const before = sizes.get(key) ?? 0;
      const bytes = Math.max(before, after ? itemSize(after) : 0);
      if (after) sizes.set(key, itemSize(after));
      if (removes) sizes.delete(key);
      return { kind, bytes, units: times * kilobytes(bytes) };
    });
  };
};
