import * as z from 'zod';
import { eventsOf } from '../../adapters/reviews.ts';
import type { Head } from '../../domain/review.ts';
import { Stage } from '../../domain/stages.ts';
import { Verdict } from '../../domain/verdict.ts';
import {
  type Recomputation,
  recomputationOf,
  recomputeScores,
} from '../../domain/versions/recomputation.ts';
import { scoredBy, storedScores } from '../../domain/versions/stored-scores.ts';
import { change, visibleReview } from '../http/command.ts';
import { reviewTag } from '../http/etag.ts';
import { permit } from '../http/permission.ts';
import { answerReceipt, Receipt } from '../http/receipt.ts';
import { route } from '../http/route.ts';
import { Digest, digestOf, requireApproved, ToVersion, versionsTo } from '../http/versions.ts';
import { Rating, submittedAnswers } from '../http/voices.ts';

const Counted = z.object({ rating: Rating, weight: z.number() }).optional();

const Preview = z
  .object({
    from: z.int(),
    to: z.int(),
    before: Verdict,
    after: Verdict,
    differences: z.array(
      z.object({ stage: Stage, criterion: z.string(), before: Counted, after: Counted }),
    ),
    digest: Digest,
  })
  .meta({ id: 'Recomputation' });

/** What a version makes of the review as it stands, and the digest by which that is approved. */
const previewOf = async (
  head: Head,
  toVersion: number,
): Promise<{ recomputation: Recomputation; digest: string }> => {
  const path = versionsTo(head, toVersion);
  const stored = storedScores(await Array.fromAsync(eventsOf(head.id)));
  const scored = versionsTo(head, scoredBy(stored, head.instrument.version));
  const submitted = await submittedAnswers(head);
  const recomputation = recomputationOf(head, path, scored, submitted, stored);
  return { recomputation, digest: digestOf(head.id, recomputation) };
};

export const recomputationRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/recomputations',
  summary:
    'See what another version of the instrument makes of a verdict; with `approve`, the digest of that preview, it takes effect',
  action: 'preview-recomputation',
  toApprove: ['idempotency-key', 'if-match'],
  params: z.object({ id: z.string() }),
  body: z.strictObject({ toVersion: ToVersion, approve: Digest.optional() }),
  status: 200,
  response: z.union([Preview, Receipt]),
  handle: async (asked) => {
    const { id } = asked.params;
    const { toVersion, approve } = asked.body;
    if (approve !== undefined)
      return change(asked, id, {
        action: 'approve-recomputation',
        decide: async (head, _, by) => {
          const { recomputation, digest } = await previewOf(head, toVersion);
          requireApproved(approve, digest);
          return recomputeScores(head, recomputation, digest, by);
        },
        answer: answerReceipt,
      });
    const head = await visibleReview(asked.person, id);
    permit(asked.person, 'preview-recomputation', head);
    const { recomputation, digest } = await previewOf(head, toVersion);
    const { scores: _, ...shown } = recomputation;
    return { body: { ...shown, digest }, etag: reviewTag(head.version) };
  },
});
