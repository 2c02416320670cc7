import type { Item, Operation, Table } from 'dynalite/db/index.js';
import { indexChanges } from './index-rows.ts';
import { itemSize } from './item-size.ts';

/** What one action does to one item: `before` is what it found, `after` what it leaves. */
export interface Change {
  readonly table: Table;
  readonly key: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** A condition looks, and writes nothing. */
  readonly checksOnly: boolean;
}

/** Write units of a change: of the table, and of each index it touches. */
export interface Cost {
  readonly tableName: string;
  readonly table: number;
  readonly indexes: readonly {
    readonly kind: 'Global' | 'Local';
    readonly index: string;
    readonly units: number;
  }[];
}

const units = (item: Item | undefined) => Math.max(1, Math.ceil(itemSize(item ?? {}) / 1024));

const costOf = ({ table, before, after }: Change, rows: ReturnType<typeof indexChanges>): Cost => ({
  tableName: table.TableName,
  table: Math.max(units(before), units(after)),
  indexes: [...rows.puts, ...rows.deletes].map(({ kind, index, row }) => ({
    kind,
    index,
    units: units(row),
  })),
});

const itemOperation = ({ key, after, checksOnly }: Change): Operation[] => {
  if (checksOnly) return [];
  return [after ? { type: 'put', key, value: after } : { type: 'del', key }];
};

/** A change as it goes to LevelDB, the item with all its index rows, and what DynamoDB would bill. */
export const carryOut = (change: Change): { operations: Operation[]; cost: Cost } => {
  const rows = indexChanges(change.table, change.before, change.after);
  const operations: Operation[] = [
    ...itemOperation(change),
    ...rows.deletes.map(({ key }) => ({ type: 'del' as const, key })),
    ...rows.puts.map(({ key, row }) => ({ type: 'put' as const, key, value: row })),
  ];
  return { operations, cost: costOf(change, rows) };
};
