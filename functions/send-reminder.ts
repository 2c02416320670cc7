import * as z from 'zod';
import { sendNotice } from '../adapters/notices.ts';
import { task } from './front-door.ts';

/** Sends one notice that is due, to each of its recipients once. */
export const handler = task(
  'send-reminder',
  z.object({ due: z.object({ review: z.string(), sk: z.string() }) }),
  async ({ due: { review, sk } }) => sendNotice(review, sk),
);
