import * as z from 'zod';
import { anchorHeads } from '../adapters/anchoring.ts';
import { task } from './front-door.ts';

/** Writes the signed root over how far every chain has come, where nobody can take it back. */
export const handler = task('anchor-heads', z.object({}), async () => ({
  anchored: await anchorHeads(),
}));
