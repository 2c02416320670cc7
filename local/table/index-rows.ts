import { isDeepStrictEqual } from 'node:util';
import db, { type Index, type Item, type Table } from 'dynalite/db/index.js';

type IndexKind = 'Global' | 'Local';

/** One row of one index, and where it lies in LevelDB. */
export interface IndexRow {
  readonly kind: IndexKind;
  readonly index: string;
  readonly key: string;
  readonly row: Item;
}

// dynalite tells rows under one index key apart by 24 bits of a hash, so that two items can share
// (and lose) a row. The whole key of the item instead; its Query and Scan look this function up here.
db.createIndexKey = (item, table, schema) =>
  db.createKey(item, table, schema) + db.createKey(item, table);

const names = (keys: Table['KeySchema']) => keys.map(({ AttributeName }) => AttributeName);

const project = (item: Item, table: Table, index: Index): Item => {
  if (index.Projection.ProjectionType === 'ALL') return item;
  const kept = [
    ...names(index.KeySchema),
    ...names(table.KeySchema),
    ...(index.Projection.NonKeyAttributes ?? []),
  ];
  return Object.fromEntries(
    [...new Set(kept)].flatMap((name) => {
      const value = item[name];
      return value ? [[name, value]] : [];
    }),
  );
};

const rowsOf = (kind: IndexKind, indexes: readonly Index[], table: Table, item: Item) =>
  indexes
    .filter((index) => names(index.KeySchema).every((name) => item[name] !== undefined))
    .map((index): IndexRow => {
      const place = `index-${kind.toLowerCase()}~${table.TableName}~${index.IndexName}~`;
      const key = place + db.createIndexKey(item, table, index.KeySchema);
      return { kind, index: index.IndexName, key, row: project(item, table, index) };
    });

const allRows = (table: Table, item: Item | undefined): readonly IndexRow[] =>
  item
    ? [
        ...rowsOf('Global', table.GlobalSecondaryIndexes ?? [], table, item),
        ...rowsOf('Local', table.LocalSecondaryIndexes ?? [], table, item),
      ]
    : [];

/** The index rows to put and to delete when an item changes; a row that stays as it is, in neither. */
export const indexChanges = (table: Table, before: Item | undefined, after: Item | undefined) => {
  const old = new Map(allRows(table, before).map((row) => [row.key, row]));
  const fresh = allRows(table, after);
  const kept = new Set(fresh.map(({ key }) => key));
  return {
    puts: fresh.filter(({ key, row }) => !isDeepStrictEqual(old.get(key)?.row, row)),
    deletes: [...old.values()].filter(({ key }) => !kept.has(key)),
  };
};
