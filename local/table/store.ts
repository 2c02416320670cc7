import { promisify } from 'node:util';
import db, { type Item, type Operation, type Store, type Table } from 'dynalite/db/index.js';
import { mutex } from './mutex.ts';

/** The LevelDB store that dynalite reads and we write. */
export interface TableStore {
  readonly dynalite: Store;
  /** A table that exists and is active; ResourceNotFoundException otherwise. */
  tableNamed(name: string): Promise<Table>;
  /** The items under these keys, in order; undefined where there is none. */
  itemsAt(keys: readonly string[]): Promise<(Item | undefined)[]>;
  /** Everything or nothing, on disk when it returns. */
  commit(operations: readonly Operation[]): Promise<void>;
  /** One writer at a time: what is read inside stays true until it is written. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Marks a table as usable, at once and for good. */
  activate(table: Table): Promise<void>;
}

const tablePrefix = 'table~';

/** Where an item lies in LevelDB, which is where dynalite's own reads look for it. */
export const itemKey = (table: Table, item: Item) =>
  `item-${table.TableName}~${db.createKey(item, table)}`;

const active = (table: Table): Table => ({
  ...table,
  TableStatus: 'ACTIVE',
  ...(table.GlobalSecondaryIndexes && {
    GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map((index) => ({
      ...index,
      IndexStatus: 'ACTIVE',
    })),
  }),
});

// A process killed while it created a table leaves it CREATING, and dynalite never looks again.
const finishCreations = async (store: TableStore) => {
  const rows = await store.dynalite.db.iterator({ gte: tablePrefix, lt: 'table\x7f' }).all();
  const tables = rows.map(([, row]) => row as Table);
  for (const table of tables.filter(({ TableStatus }) => TableStatus !== 'ACTIVE')) {
    await store.activate(table);
  }
};

/** Opens the store at `path`, or one in memory; rejects when another process holds it. */
export const openStore = async (path: string | undefined): Promise<TableStore> => {
  const dynalite = db.create({ createTableMs: 0, ...(path !== undefined && { path }) });
  await dynalite.db.open();
  // dynalite covers `batch` with one that drops the options, and with them `sync`.
  const batch: Store['db']['batch'] = Object.getPrototypeOf(dynalite.db).batch.bind(dynalite.db);
  const getTable = promisify(dynalite.getTable);
  const known = new Map<string, Table>();
  const commit = (operations: readonly Operation[]) => batch([...operations], { sync: true });
  const store: TableStore = {
    dynalite,
    async tableNamed(name) {
      const table = known.get(name) ?? (await getTable(name));
      known.set(name, table);
      return table;
    },
    itemsAt: (keys) => dynalite.db.getMany([...keys]) as Promise<(Item | undefined)[]>,
    commit,
    exclusively: mutex(),
    activate: (table) =>
      commit([{ type: 'put', key: tablePrefix + table.TableName, value: active(table) }]),
  };
  await finishCreations(store);
  return store;
};
