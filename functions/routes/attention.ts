import * as z from 'zod';
import { acknowledgeStage, releaseVoices } from '../../domain/commands/attention.ts';
import { Released } from '../../domain/review.ts';
import { change } from '../http/command.ts';
import { answerReceipt, changing } from '../http/receipt.ts';
import { route } from '../http/route.ts';

export const acknowledgeRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/acknowledgements',
  summary: 'Say that you have seen what is asked of your side',
  action: 'acknowledge',
  body: z.strictObject({}),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'acknowledge',
      stage: 'open',
      decide: (head, _, by) => acknowledgeStage(head, by),
      answer: answerReceipt,
    }),
});

export const releaseRoute = route({
  ...changing,
  path: '/v1/reviews/{id}/releases',
  summary: 'Make evaluation, notes, field answers or caveats visible to the other parties',
  action: 'release',
  body: z.strictObject({ what: z.array(Released).min(1).max(4) }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'release',
      decide: (head, _, by) => releaseVoices(head, asked.body.what, by),
      answer: answerReceipt,
    }),
});
