import * as z from 'zod';
import { task } from './front-door.ts';
import { deliver } from './reminders/deliver.ts';

/** Tells one person what they are owed and may be told now, in one mail. */
export const handler = task('send-reminder', z.object({ person: z.string() }), ({ person }) =>
  deliver(person),
);
