import * as z from 'zod';
import { Language } from '../../domain/language.ts';
import { reviewFilter } from '../http/review-filter.ts';

/** Of which reviews, and how a file is to look: what an export in the background is asked for with. */
export const JobQuery = z.strictObject({
  ...reviewFilter,
  overdue: z.boolean().optional(),
  /** `ar`: a workbook whose sheets run from right to left. */
  lang: Language.optional(),
  /** Whether a CSV file begins with a byte order mark; yes unless told. */
  bom: z.boolean().optional(),
});
