import type { Cost } from './change.ts';

export type CapacityDetail = 'INDEXES' | 'TOTAL' | 'NONE';

const asked = (detail: CapacityDetail | undefined) => detail === 'TOTAL' || detail === 'INDEXES';

const total = (units: readonly number[]) => units.reduce((sum, each) => sum + each, 0);

const perIndex = (costs: readonly Cost[], kind: 'Global' | 'Local') => {
  const touched = costs.flatMap(({ indexes }) => indexes).filter((each) => each.kind === kind);
  const units = [...Map.groupBy(touched, ({ index }) => index)].map(([index, each]) => [
    index,
    { CapacityUnits: total(each.map((one) => one.units)) },
  ]);
  return units.length > 0 ? Object.fromEntries(units) : undefined;
};

const detailed = (costs: readonly Cost[], table: number) => {
  const global = perIndex(costs, 'Global');
  const local = perIndex(costs, 'Local');
  return {
    Table: { CapacityUnits: table },
    ...(global && { GlobalSecondaryIndexes: global }),
    ...(local && { LocalSecondaryIndexes: local }),
  };
};

const ofOneTable = (
  detail: CapacityDetail | undefined,
  TableName: string,
  costs: readonly Cost[],
  times: 1 | 2,
) => {
  const table = times * total(costs.map((cost) => cost.table));
  const indexes = total(costs.flatMap((cost) => cost.indexes.map(({ units }) => units)));
  return {
    TableName,
    CapacityUnits: table + indexes,
    ...(times === 2 && { WriteCapacityUnits: table + indexes }),
    ...(detail === 'INDEXES' && detailed(costs, table)),
  };
};

/** The answer of a single write with its ConsumedCapacity, if the request asked for it. */
export const writeCapacity = (detail: CapacityDetail | undefined, cost: Cost) =>
  asked(detail) ? { ConsumedCapacity: ofOneTable(detail, cost.tableName, [cost], 1) } : {};

/**
 * ConsumedCapacity of a transaction, one entry per table, if the request asked for it. A
 * transaction doubles the units of the table, not those of its indexes.
 */
export const transactionCapacity = (detail: CapacityDetail | undefined, costs: readonly Cost[]) => {
  if (!asked(detail)) return {};
  const tables = [...Map.groupBy(costs, ({ tableName }) => tableName)];
  return { ConsumedCapacity: tables.map(([name, each]) => ofOneTable(detail, name, each, 2)) };
};

/** ConsumedCapacity of a replay, which only reads: 2 units per started 4 KB of each item. */
export const replayCapacity = (
  detail: CapacityDetail | undefined,
  items: readonly { readonly tableName: string; readonly size: number }[],
) => {
  if (!asked(detail)) return {};
  const tables = [...Map.groupBy(items, ({ tableName }) => tableName)];
  return {
    ConsumedCapacity: tables.map(([TableName, each]) => {
      const units = total(each.map(({ size }) => 2 * Math.max(1, Math.ceil(size / 4096))));
      return { TableName, CapacityUnits: units, ReadCapacityUnits: units };
    }),
  };
};
