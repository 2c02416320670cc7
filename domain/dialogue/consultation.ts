import * as z from 'zod';
import { line, text } from '../text.ts';
import { FollowUps } from './follow-up.ts';
import { Party, States } from './party.ts';
import { MissionDay, Reviews } from './shared-fields.ts';

/** The formats in which the Council, the Secretariat and contributors meet. `1353` is S/RES/1353 (2001). */
const Format = z.enum(['1353_public', '1353_private', 'working_group', 'informal']);

/** A point that was raised, by whom, and what was answered. */
const Point = z.strictObject({
  raisedBy: Party,
  point: text(1000),
  reply: text(1000).optional(),
  closed: z.boolean(),
});

/** A meeting with contributors: its format, who attended, and each point with its reply. */
export const Consultation = z.strictObject({
  ...MissionDay,
  format: Format,
  documentSymbol: line(60).optional(),
  /** States by ISO code; bodies are organisations and offices, never people. */
  attendance: z.strictObject({ states: States, bodies: z.array(line(120)).max(50) }),
  points: z.array(Point).max(50),
  followUps: FollowUps.optional(),
  reviews: Reviews.optional(),
});
export type Consultation = z.output<typeof Consultation>;
