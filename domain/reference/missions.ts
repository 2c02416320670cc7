import * as z from 'zod';
import { Day } from '../text.ts';
import table from './missions.json' with { type: 'json' };
import { sourcedTable } from './sourced-table.ts';

/**
 * A peacekeeping operation. Without `end` it is taken to be running; `certainty` says whether its
 * end, or that it still runs, was found in a source or is only probable.
 */
export const Mission = z.strictObject({
  acronym: z.string().regex(/^[A-Z]{4,10}$/),
  name: z.string().min(1),
  start: Day,
  end: Day.optional(),
  certainty: z.enum(['found', 'probable']),
  source: z.string().min(1),
});
export type Mission = z.output<typeof Mission>;

/** The operations this product knows, by acronym. Source and date stand in the data. */
export const missions: readonly Mission[] = sourcedTable(Mission).parse(table).rows;

const byAcronym = new Map(missions.map((mission) => [mission.acronym, mission]));

export const findMission = (acronym: string): Mission | undefined => byAcronym.get(acronym);
