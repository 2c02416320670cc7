import * as z from 'zod';
import type { Released } from './review.ts';
import type { Situation } from './situation.ts';
import { type Holder, holders, type Stage } from './stages.ts';

export const Role = z.enum([
  'contributor',
  'permanent_mission',
  'contingent_commander',
  'evaluator',
  'director',
  'verifier',
  'commander',
  'viewer',
  'admin',
]);
export type Role = z.output<typeof Role>;

/** What can be asked for outside a review. */
const generalActions = [
  'open-review',
  'import',
  'read-reference',
  'record-dialogue',
  'record-commitment',
  'read-dialogue',
  'manage-people',
  'manage-ladders',
  'delegate',
  'read-people',
  'read-keys',
  'read-healings',
  'export',
  'read-dashboard',
  'simulate-reminders',
  'settle-undeliverable',
  'manage-webhooks',
] as const;

/** What can be asked for of instruments, and of the scores and reviews that rest on them. */
export const instrumentActions = [
  'preview-recomputation',
  'approve-recomputation',
  'preview-migration',
  'migrate',
] as const;

/** What can be asked for on a review: reading, the work of the stages, running it, and what follows the verdict. */
export const reviewActions = [
  'read-review',
  'read-form',
  'read-ledger',
  'read-events',
  'read-proof',
  'read-explanation',
  'read-evidence',
  'read-reminders',
  'save-draft',
  'submit',
  'send-back',
  'recall',
  'return',
  'decide',
  'sign',
  'acknowledge',
  'assign',
  'move-anchors',
  'extend',
  'withdraw',
  'correct-unit',
  'suspend',
  'resume',
  'release',
  'comment',
  'add-evidence',
  'declare-caveat',
  'certify',
  'report-caveat',
  'decide-caveat',
  'record-vetting',
  'open-finding',
  'update-finding',
  'verify-finding',
  'report-obligation',
  'open-next-cycle',
] as const;

/** Every action that the policies decide on. */
export const actions = [...generalActions, ...instrumentActions, ...reviewActions] as const;
export type Action = (typeof actions)[number];

/** What is asked about outside a review: a State, a mission, both or neither. */
export interface Matter {
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
}

/** The review that is asked about, as policies see it. */
export interface Subject {
  readonly contributor: string;
  readonly mission: string;
  readonly situation: Situation;
  readonly suspended: boolean;
}

/**
 * What the record says about who asks, or whom they act for: what they did on this review, whether the stage
 * is given to somebody else, whether the holder has seen it, and what is released to the contributor.
 */
export interface Facts {
  readonly stage?: Stage | undefined;
  readonly submitted: boolean;
  readonly evaluated: boolean;
  readonly decided: boolean;
  readonly verified: boolean;
  readonly assignedToOther: boolean;
  readonly seen: boolean;
  readonly released: readonly Released[];
}

/** What the policies say: the ids of those that allow it, or of those that forbid it; neither is a refusal too. */
export interface Decision {
  readonly allowed: boolean;
  readonly rule?: string;
  readonly forbiddenBy: readonly string[];
}

/** Who asks: role and scope as the person's item in the table says, never as the token says. */
export interface Asker {
  readonly role: Role;
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
}

/** Who acts, and on whose behalf: role and scope are then those of the person they act for. */
export interface Acting extends Asker {
  readonly id: string;
  readonly actsFor?: { readonly id: string } | undefined;
}

const sides: Record<Holder, readonly Role[]> = {
  contributor: ['contributor', 'permanent_mission', 'contingent_commander'],
  secretariat: ['evaluator', 'director'],
  mission: ['verifier', 'commander'],
};

/** The party that a role belongs to; a viewer and an administrator belong to none. */
export const sideOf = (role: Role): Holder | undefined =>
  (['contributor', 'secretariat', 'mission'] as const).find((side) => sides[side].includes(role));

/** Whether this person is of the party that answers the stage: only it sees what is not submitted yet. */
export const isOwnSide = ({ role }: Asker, stage: Stage): boolean =>
  sides[holders[stage]].includes(role);

/** The side from which this person reads: a viewer looks with the eyes of the State or mission they were admitted to. */
export const readingSideOf = ({ role, contributor, mission }: Asker): Holder | undefined => {
  if (role !== 'viewer') return sideOf(role);
  if (contributor !== undefined) return 'contributor';
  return mission === undefined ? undefined : 'mission';
};
