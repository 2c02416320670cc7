import { type ItemCost, itemCosts } from './item-costs.ts';
import { workOf } from './work-of.ts';
import type { BilledWrite } from './write-meter.ts';

/** One write of a review: for which command or task, what each item took, and each index. */
export interface Write {
  readonly work: string;
  readonly items: readonly ItemCost[];
  readonly indexes: Readonly<Record<string, number>>;
  /** What the table billed for it, indexes and all. */
  readonly units: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const indexesOf = ({ capacity }: BilledWrite): Record<string, number> =>
  Object.fromEntries(
    capacity.flatMap(({ GlobalSecondaryIndexes = {} }) =>
      Object.entries(GlobalSecondaryIndexes).map(([index, { CapacityUnits = 0 }]) => [
        index,
        CapacityUnits,
      ]),
    ),
  );

const unitsOf = ({ capacity }: BilledWrite) =>
  sum(capacity.map(({ CapacityUnits = 0 }) => CapacityUnits));

/** The writes of one review among all that a meter kept, each with its bill told apart. */
export const writesOf = (review: string, billed: readonly BilledWrite[]): Write[] => {
  const costs = itemCosts();
  return billed
    .map((write) => ({ write, items: costs(write) }))
    .filter(({ write }) => JSON.stringify(write.request).includes(review))
    .map(({ write, items }) => ({
      work: workOf(write.request),
      items,
      indexes: indexesOf(write),
      units: unitsOf(write),
    }));
};

/** What a table billed for these writes, whosever they are. */
export const billedUnits = (billed: readonly BilledWrite[]): number => sum(billed.map(unitsOf));

/** Write units as billed. */
export const writeUnits = (writes: readonly Write[]): number =>
  sum(writes.map(({ units }) => units));

/** What the bill holds beyond the items and indexes that it is told apart into: 0 when all is explained. */
export const unexplained = (writes: readonly Write[]): number =>
  writeUnits(writes) -
  sum(writes.flatMap(({ items }) => items.map(({ units }) => units))) -
  sum(writes.flatMap(({ indexes }) => Object.values(indexes)));
