import * as z from 'zod';
import { Instant } from '../text.ts';
import { type Counted, cellsOf } from './counted.ts';
import { type PublicDataSetName, publicDataSets } from './data-sets.ts';
import { toldOf } from './told.ts';

/** What was published of one quarter: written once, never changed. What is withheld is not in it. */
export const Published = z.strictObject({
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/),
  publishedAt: Instant,
  /** Each row that there is, told or not. */
  rows: z.array(z.string()),
  told: z.record(z.string(), z.record(z.string(), z.int())),
  /** It counts invented reviews of the demonstration. */
  demonstration: z.literal(true).optional(),
});
export type Published = z.output<typeof Published>;

/** What is to be published of a quarter, from every review to which something happened in it. */
export const publishedOf = (
  name: PublicDataSetName,
  quarter: string,
  reviews: readonly Counted[],
): Pick<Published, 'quarter' | 'rows' | 'told'> => {
  const { by, rowsIn, indicators } = publicDataSets[name];
  const rows = [...rowsIn(quarter)];
  return {
    quarter,
    rows,
    told: Object.fromEntries(
      indicators.map((indicator) => [indicator, toldOf(cellsOf(reviews, indicator, by, rows))]),
    ),
  };
};
