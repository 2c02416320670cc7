import * as z from 'zod';
import { timestamp } from '../adapters/clock.ts';
import { count, log } from '../adapters/log.ts';
import { noteFailure } from '../adapters/runs.ts';
import { task } from './front-door.ts';
import { Place } from './machine-step.ts';

/** Notes a failed execution and raises the metric that the alarm watches; the reconciler starts anew. */
export const handler = task(
  'record-failure',
  Place.omit({ round: true }).extend({ error: z.string() }),
  async ({ review, run, error }) => {
    count('ExecutionsFailed', 1);
    log('error', 'execution failed', { review, run, error });
    await noteFailure(review, run, { error, at: timestamp() });
  },
);
