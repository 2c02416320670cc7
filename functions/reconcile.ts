import * as z from 'zod';
import { count } from '../adapters/log.ts';
import { reconcile } from '../adapters/reconciler.ts';
import { task } from './front-door.ts';

/** Advances what a lost call, a failed task or a dead process left unfinished. */
export const handler = task('reconcile', z.object({}), async () => {
  const result = await reconcile();
  if (result.failed > 0) count('ReconcileFailures', result.failed);
  return result;
});
