import * as z from 'zod';
import { foldFigures } from './dashboard/fold.ts';
import { task } from './front-door.ts';
import { publishQuarters } from './public-data/publish.ts';

/** Counts the figures of the dashboards, their only writer, and publishes the quarters that are over. */
export const handler = task('fold-aggregates', z.object({}), async () => {
  const counted = await foldFigures();
  await publishQuarters();
  return counted;
});
