import type { Cost } from './change.ts';

export type CapacityDetail = 'INDEXES' | 'TOTAL' | 'NONE';

type Units = Record<string, { CapacityUnits: number }>;

const total = (units: readonly number[]) => units.reduce((sum, each) => sum + each, 0);

const perIndex = (costs: readonly Cost[], kind: 'Global' | 'Local'): Units | undefined => {
  const touched = costs.flatMap(({ indexes }) => indexes).filter((each) => each.kind === kind);
  if (touched.length === 0) return undefined;
  return Object.fromEntries(
    Map.groupBy(touched, ({ index }) => index)
      .entries()
      .map(([index, each]) => [index, { CapacityUnits: total(each.map(({ units }) => units)) }]),
  );
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

/**
 * ConsumedCapacity of writes to one table, or undefined when nobody asked. `times` is 2 in a
 * transaction, which doubles the units of the table and not those of its indexes.
 */
export const writeCapacity = (
  detail: CapacityDetail | undefined,
  TableName: string,
  costs: readonly Cost[],
  times: 1 | 2 = 1,
) => {
  if (detail !== 'TOTAL' && detail !== 'INDEXES') return undefined;
  const table = times * total(costs.map((cost) => cost.table));
  const indexes = total(costs.flatMap((cost) => cost.indexes.map(({ units }) => units)));
  return {
    TableName,
    CapacityUnits: table + indexes,
    ...(times === 2 && { WriteCapacityUnits: table + indexes }),
    ...(detail === 'INDEXES' && detailed(costs, table)),
  };
};

/** ConsumedCapacity of a replayed transaction: its items are read, 2 units per started 4 KB each. */
export const replayCapacity = (
  detail: CapacityDetail | undefined,
  TableName: string,
  sizes: readonly number[],
) => {
  if (detail !== 'TOTAL' && detail !== 'INDEXES') return undefined;
  const units = total(sizes.map((size) => 2 * Math.max(1, Math.ceil(size / 4096))));
  return {
    TableName,
    CapacityUnits: units,
    ReadCapacityUnits: units,
    ...(detail === 'INDEXES' && { Table: { CapacityUnits: units } }),
  };
};
