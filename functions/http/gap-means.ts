import * as z from 'zod';

/** Gaps in points, by section and over all: positive where the first voice said better than the second. */
export const GapMeans = z.object({
  bySection: z.record(z.string(), z.number()),
  overall: z.number().optional(),
});
