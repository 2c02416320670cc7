import * as z from 'zod';
import { MissionAcronym } from '../review.ts';
import { Day } from '../text.ts';
import { once } from './party.ts';

/** What every record of the dialogue has: the mission that it is about, and the day of the thing itself. */
export const MissionDay = { mission: MissionAcronym, date: Day } as const;

/** Ids of the reviews of this mission that a record is about. */
export const Reviews = once(z.array(z.string().max(64)).max(50), (review) => review);
