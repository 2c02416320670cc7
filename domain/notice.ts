import * as z from 'zod';
import type { Head } from './review.ts';
import { stages } from './stages.ts';

/**
 * What a notice is about: a stage that opened, a decision or signature that is wanted, the outcome of
 * the review, or a restriction that the field met and nobody had declared.
 */
export const Notice = z.enum([...stages, 'decision', 'signature', 'outcome', 'undeclared_caveat']);
export type Notice = z.output<typeof Notice>;

const asked: Record<Notice, string> = {
  'self-assessment': 'The self-assessment is open. Please answer its criteria and submit it.',
  evaluation: 'The self-assessment has arrived. Please evaluate it.',
  verification: 'The evaluation is done. Please verify the unit in the field.',
  decision: 'The evaluation is signed. Your decision on its recommendation is wanted.',
  signature: 'The field team has signed its verification. Your signature is wanted.',
  outcome: 'The review has ended. Its outcome can be read in the system.',
  undeclared_caveat:
    'The field reports a national restriction that was not declared. It caps the verdict until a director has decided on it.',
};

const isDated = (notice: Notice) => notice !== 'outcome' && notice !== 'undeclared_caveat';

/** Subject and text of a notice, in English; it shows nothing that the recipient could not read. */
export const noticeMessage = (
  notice: Notice,
  { id, unit, contributor, mission, dueAt, round }: Head,
): { subject: string; text: string } => ({
  subject: `${contributor} ${unit.name}, ${mission}: ${notice.replaceAll('_', ' ')}`,
  text: [
    asked[notice],
    ...(round > 1 && notice === 'self-assessment'
      ? [`Criteria were returned: this is round ${round}. Only these are open again.`]
      : []),
    ...(isDated(notice) && dueAt ? [`Due by ${dueAt.slice(0, 16).replace('T', ' ')} UTC.`] : []),
    `Review ${id}`,
  ].join('\n\n'),
});
