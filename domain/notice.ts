import * as z from 'zod';
import type { Head } from './review.ts';
import { stages } from './stages.ts';

/** What a notice is about: a stage that opened, a decision or signature that is wanted, or the outcome of the review. */
export const Notice = z.enum([...stages, 'decision', 'signature', 'outcome']);
export type Notice = z.output<typeof Notice>;

const asked: Record<Notice, string> = {
  'self-assessment': 'The self-assessment is open. Please answer its criteria and submit it.',
  evaluation: 'The self-assessment has arrived. Please evaluate it.',
  verification: 'The evaluation is done. Please verify the unit in the field.',
  decision: 'The evaluation is signed. Your decision on its recommendation is wanted.',
  signature: 'The field team has signed its verification. Your signature is wanted.',
  outcome: 'The review has ended. Its outcome can be read in the system.',
};

/** Subject and text of a notice, in English; it shows nothing that the recipient could not read. */
export const noticeMessage = (
  notice: Notice,
  { id, unit, contributor, mission, dueAt, round }: Head,
): { subject: string; text: string } => ({
  subject: `${contributor} ${unit.name}, ${mission}: ${notice}`,
  text: [
    asked[notice],
    ...(round > 1 && notice === 'self-assessment'
      ? [`Criteria were returned: this is round ${round}. Only these are open again.`]
      : []),
    ...(notice !== 'outcome' && dueAt ? [`Due by ${dueAt.slice(0, 10)} (end of day, UTC).`] : []),
    `Review ${id}`,
  ].join('\n\n'),
});
