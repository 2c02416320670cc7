import * as z from 'zod';
import type { KeptAnswer } from '../../adapters/idempotency.ts';
import type { Head } from '../../domain/review.ts';
import { stages } from '../../domain/stages.ts';
import { Instant } from '../../domain/text.ts';
import { reviewTag } from './etag.ts';

/** The answer to a command on a review: its place in the record, and the head that vouches for it. */
export const Receipt = z
  .strictObject({
    review: z.string(),
    stage: z.enum(stages),
    round: z.int(),
    seq: z.int(),
    head: z.string(),
    at: Instant,
  })
  .meta({ id: 'Receipt' });

export const receiptOf = (after: Head, at: string): z.output<typeof Receipt> => ({
  review: after.id,
  stage: after.stage,
  round: after.round,
  seq: after.version,
  head: after.chain,
  at,
});

/** What every command on an existing review has in common on the wire. */
export const changing = {
  method: 'post',
  wants: ['idempotency-key', 'if-match'],
  params: z.object({ id: z.string() }),
  status: 201,
  response: Receipt,
} as const;

/** A receipt with the new ETag of the review. */
export const answerReceipt = (after: Head, at: string): KeptAnswer => ({
  status: 201,
  body: receiptOf(after, at),
  etag: reviewTag(after.version),
});
