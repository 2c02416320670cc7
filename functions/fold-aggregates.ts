import * as z from 'zod';
import { foldFigures } from './dashboard/fold.ts';
import { task } from './front-door.ts';

/** Counts the figures of the dashboards: their only writer. */
export const handler = task('fold-aggregates', z.object({}), foldFigures);
