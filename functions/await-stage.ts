import * as z from 'zod';
import { holdToken } from '../adapters/runs.ts';
import { task } from './front-door.ts';
import { StagePlace } from './machine-step.ts';

/** Keeps the token of a wait, so that the command that ends it can be answered. */
export const handler = task(
  'await-stage',
  StagePlace.extend({ token: z.string() }),
  async ({ review, run, stage, round, token }) => holdToken(review, run, { stage, round, token }),
);
