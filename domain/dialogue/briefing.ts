import * as z from 'zod';
import { line, text } from '../text.ts';
import { FollowUps } from './follow-up.ts';
import { States } from './party.ts';
import { MissionDay, Reviews } from './shared-fields.ts';

/** What was spoken about. Of the rules of engagement the record says that they were briefed on, and nothing else. */
const Topic = z.enum([
  'conflict_assessment',
  'capability_needs',
  'use_of_force_briefed_on',
  'rules_of_engagement_briefed_on',
  'threats',
  'protection_of_civilians',
  'command_and_control',
  'safety_and_security',
  'equipment',
  'training',
  'human_rights_due_diligence',
  'other',
]);

/** A briefing to contributors, current or possible: by whom, to whom, on what, and what was said back. */
export const Briefing = z.strictObject({
  ...MissionDay,
  briefer: z.enum(['council', 'secretariat']),
  invited: States.min(1),
  /** Organisations and offices, never people. */
  participants: z.array(line(120)).max(50).optional(),
  topics: z.array(Topic).min(1).max(20),
  views: text(4000).optional(),
  followUps: FollowUps.optional(),
  reviews: Reviews.optional(),
});
export type Briefing = z.output<typeof Briefing>;
