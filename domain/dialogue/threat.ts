import * as z from 'zod';
import { line, text } from '../text.ts';
import { MissionDay, Reviews } from './shared-fields.ts';

/** A reference to a threat assessment, never its content, and the requirement that it drove. */
export const Threat = z.strictObject({
  ...MissionDay,
  title: line(200),
  symbol: line(60),
  classification: z.literal('unclassified', {
    error:
      'must be unclassified: this record keeps references only, and nothing that is classified',
  }),
  requirement: text(1000),
  /** Id of the assessment whose place this one takes. */
  supersedes: z.string().max(64).optional(),
  /** The reviews that rest on it. */
  reviews: Reviews.optional(),
});
export type Threat = z.output<typeof Threat>;
