import * as z from 'zod';
import { sendNotice } from '../adapters/notices.ts';
import { task } from './front-door.ts';
import { Place } from './machine-step.ts';

/** Sends early the notice that the task before it left in the table; `reminders` sends it otherwise. */
export const handler = task(
  'notify',
  Place.extend({ due: z.string().nullable() }),
  async ({ review, due }) => {
    if (due) await sendNotice(review, due);
  },
);
