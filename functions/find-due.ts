import * as z from 'zod';
import { dueNotices } from '../adapters/due-notices.ts';
import { task } from './front-door.ts';

const atOnce = 100;
const rounds = 20;

/** Up to a hundred notices that are due, and whether another round is worth it. */
export const handler = task('find-due', z.object({ round: z.int() }), async ({ round }) => {
  const due = await dueNotices(atOnce);
  return { due, more: due.length === atOnce && round < rounds, round: round + 1 };
});
