import * as z from 'zod';
import { task } from './front-door.ts';
import { Place } from './machine-step.ts';
import { handOver } from './reminders/hand-over.ts';

/** Tells people at once what the task before it left for them in the table; `reminders` does it otherwise. */
export const handler = task(
  'notify',
  Place.extend({ due: z.string().nullable() }),
  async ({ review, due }) => handOver(review, due ?? undefined),
);
