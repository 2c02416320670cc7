import * as z from 'zod';
import type { Head, Released } from './review.ts';
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
  'delegate',
  'read-people',
  'read-keys',
] as const;

/** What can be asked for of instruments, and of the scores and reviews that rest on them. */
const instrumentActions = [
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

type Seen = Pick<Head, 'contributor' | 'mission'>;

export const isSecretariat = (role: Role) => role === 'evaluator' || role === 'director';

/** Whether a review exists for this person at all: own contributor, own mission, or the Secretariat. */
export const maySee = (actor: Asker, review: Seen): boolean => {
  if (isSecretariat(actor.role)) return true;
  if (actor.contributor) return actor.contributor === review.contributor;
  if (actor.mission) return actor.mission === review.mission;
  return false;
};

const drafters: Record<Stage, readonly Role[]> = {
  'self-assessment': ['contributor', 'permanent_mission'],
  evaluation: ['evaluator'],
  verification: ['verifier'],
};

/** Only the Permanent Mission speaks for the State; in version 1 of the instruments the evaluator decides. */
const submitters: Record<Stage, readonly Role[]> = {
  'self-assessment': ['permanent_mission'],
  evaluation: ['evaluator'],
  verification: ['verifier'],
};

const readers: Record<Stage, readonly Role[]> = {
  'self-assessment': [
    ...drafters['self-assessment'],
    'contingent_commander',
    'evaluator',
    'director',
  ],
  evaluation: ['evaluator', 'director'],
  verification: ['verifier', 'commander', 'evaluator', 'director'],
};

const anywhere: Partial<Record<Action, readonly Role[]>> = {
  'open-review': ['evaluator', 'director'],
  import: ['evaluator', 'director'],
  return: ['evaluator', 'director'],
  recall: ['permanent_mission'],
  decide: ['director'],
  sign: ['contingent_commander'],
  release: ['evaluator', 'director'],
  extend: ['evaluator', 'director'],
  suspend: ['evaluator', 'director'],
  resume: ['evaluator', 'director'],
  'correct-unit': ['evaluator', 'director'],
  assign: ['evaluator', 'director', 'commander'],
  'move-anchors': ['evaluator', 'director'],
  withdraw: ['evaluator', 'director'],
  'send-back': ['permanent_mission'],
  'read-people': ['admin'],
  'manage-people': ['admin'],
  delegate: Role.options.filter((role) => role !== 'viewer'),
  comment: [
    'contributor',
    'permanent_mission',
    'contingent_commander',
    'evaluator',
    'director',
    'verifier',
    'commander',
  ],
  'declare-caveat': ['permanent_mission'],
  certify: ['permanent_mission'],
  'report-caveat': ['verifier', 'commander'],
  'decide-caveat': ['director'],
  'record-vetting': ['evaluator'],
  'open-finding': ['evaluator', 'director', 'commander'],
  'update-finding': ['contributor', 'permanent_mission', 'evaluator', 'verifier', 'commander'],
  'verify-finding': ['evaluator', 'director'],
  'open-next-cycle': ['evaluator', 'director'],
  'preview-recomputation': ['evaluator', 'director'],
  'approve-recomputation': ['director'],
  'preview-migration': ['evaluator', 'director'],
  migrate: ['director'],
};

const holdersOf: Record<Stage, readonly Role[]> = {
  'self-assessment': ['contributor', 'permanent_mission', 'contingent_commander'],
  evaluation: ['evaluator', 'director'],
  verification: ['verifier', 'commander'],
};

const byStage: Partial<Record<Action, Record<Stage, readonly Role[]>>> = {
  'read-form': readers,
  'save-draft': drafters,
  submit: submitters,
  acknowledge: holdersOf,
};

/**
 * The rule that allows this action, or undefined. The one place that decides: Cedar policies take
 * its place without a change to its callers. The rule's name is kept in the event.
 */
export const allowingRule = (
  actor: Asker,
  action: Action,
  review?: Seen,
  stage?: Stage,
): string | undefined => {
  if (review && !maySee(actor, review)) return undefined;
  if (review && action.startsWith('read-') && action !== 'read-form') return 'sees-review';
  const roles = stage && byStage[action] ? byStage[action][stage] : anywhere[action];
  if (!roles?.includes(actor.role)) return undefined;
  if (action === 'assign' && actor.role === 'commander' && stage !== 'verification')
    return undefined;
  return `${actor.role}-may-${action}`;
};

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

/** The stages whose answers this person may read in the ledger; the others are not released yet. */
export const readableVoices = (actor: Asker): Stage[] => {
  if (isSecretariat(actor.role)) return ['self-assessment', 'evaluation', 'verification'];
  if (actor.role === 'verifier' || actor.role === 'commander') return ['verification'];
  return actor.contributor ? ['self-assessment'] : [];
};
