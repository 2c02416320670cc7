import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import type { ActingPerson } from '../../adapters/people.ts';
import { sideOf } from '../../domain/permissions.ts';
import {
  type Head,
  holderOf,
  Iso3,
  MissionAcronym,
  ReviewState,
  shownState,
} from '../../domain/review.ts';
import { Stage } from '../../domain/stages.ts';
import { Day } from '../../domain/text.ts';
import { maySee } from './permission.ts';

/** What reviews may be asked for by, in lists and exports alike. */
export const reviewFilter = {
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
  state: ReviewState.optional(),
  stage: Stage.optional(),
  dueBefore: Day.optional(),
  holder: z.literal('me').optional(),
  assignee: z.literal('me').optional(),
  overdue: z.stringbool().optional(),
} as const;
const Filter = z.object(reviewFilter);
export type ReviewFilter = z.output<typeof Filter>;

/** Whether the open stage was given to this person, or to the one for whom they act. */
const isAssigned = ({ id, actsFor }: ActingPerson, { assignments, stage }: Head): boolean => {
  const given = assignments[stage]?.person;
  return given !== undefined && (given === id || given === actsFor?.id);
};

/** Whether a head is what the filter asks for, and this person's to see. */
export const matches = (head: Head, person: ActingPerson, filter: ReviewFilter): boolean => {
  const { contributor, mission, state, stage, dueBefore, holder, assignee, overdue } = filter;
  const now = timestamp();
  return (
    maySee(person, head) &&
    (!contributor || head.contributor === contributor) &&
    (!mission || head.mission === mission) &&
    (!state || shownState(head) === state) &&
    (!stage || head.stage === stage) &&
    (!dueBefore || (head.dueAt !== undefined && head.dueAt < dueBefore)) &&
    (!holder || holderOf(head) === sideOf(person.role)) &&
    (!assignee || isAssigned(person, head)) &&
    (overdue === undefined || (head.dueAt !== undefined && head.dueAt < now) === overdue)
  );
};

/** Whether no review can be this person's to see: then nothing is read, and no cursor tells of what there is. */
export const seesNone = ({ role, contributor, mission }: ActingPerson): boolean =>
  sideOf(role) !== 'secretariat' && !contributor && !mission;
