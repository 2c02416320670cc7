import * as z from 'zod';
import { CertificateKind } from '../instrument.ts';
import { Basis } from '../review.ts';
import { Day, line, text } from '../text.ts';
import { reason } from './stage-facts.ts';

const criterion = z.string().max(12);
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id: letters, digits, - and _, at most 64');

/** The id of a record that is folded from an event: its kind, and the event's place in the record. */
export const recordId = z
  .string()
  .regex(/^[a-z]+-[1-9][0-9]{0,5}$/, 'an id such as caveat-12, as the list of them gives it');

/** The party on whose behalf something was put into the record. */
export const Side = z.enum(['contributor', 'secretariat', 'mission']);
export type Side = z.output<typeof Side>;

/** What a national caveat restricts. The kinds are this project's. */
export const CaveatKind = z.enum(['area', 'task', 'force', 'night', 'weapon', 'command']);
export type CaveatKind = z.output<typeof CaveatKind>;
export const CaveatDecision = z.enum(['accepted', 'negotiate', 'do_not_deploy']);
export type CaveatDecision = z.output<typeof CaveatDecision>;

/** What stands beside the answers: each an event of the review, and nothing else. */
export const dossierFacts = {
  'comment-added': z.strictObject({
    criterion: criterion.optional(),
    text: text(4000),
    side: Side,
    /** `side`: only the writer's own party reads it. */
    audience: z.enum(['side', 'everyone']),
  }),
  'evidence-added': z.strictObject({
    evidence: id,
    name: line(200),
    type: z.string().max(120),
    size: z.int().min(1),
    sha256: z.string(),
    side: Side,
    validUntil: Day.optional(),
    title: line(200).optional(),
    scan: z.strictObject({
      result: z.enum(['clean', 'not_scanned']),
      by: z.string().max(120).optional(),
    }),
  }),
  /** `none` is an explicit statement that there is no restriction. */
  'caveat-declared': z.strictObject({
    kind: z.union([CaveatKind, z.literal('none')]),
    description: text(2000).optional(),
    beforeMou: z.boolean().optional(),
    /** Restrictions that the State declared before, and that this statement ends. */
    lifts: z.array(recordId).min(1).max(50).optional(),
  }),
  /** A restriction that the field met and that nobody had declared. */
  'caveat-found': z.strictObject({ kind: CaveatKind, description: text(2000) }),
  'caveat-decided': z.strictObject({
    caveat: recordId,
    decision: CaveatDecision,
    reason,
    /** The restriction was found, not declared: whoever may not read of it may not read of its decision. */
    undeclared: z.literal(true).optional(),
  }),
  'certificate-issued': z.strictObject({
    kind: CertificateKind,
    rotation: line(80),
    signedOn: Day,
    signatory: line(120),
    statement: z.literal(true),
    validUntil: Day.optional(),
    evidence: z.array(id).max(20).optional(),
  }),
  /** Cleared or not cleared: names and cases live elsewhere and never here. */
  'vetting-recorded': z.strictObject({
    when: z.enum(['before_deployment', 'on_arrival']),
    result: z.enum(['cleared', 'not_cleared']),
    on: Day,
  }),
  'finding-opened': z.strictObject({
    criterion,
    action: text(2000),
    owner: Side,
    dueOn: Day,
  }),
  'finding-updated': z.strictObject({
    finding: recordId,
    status: z.enum(['in_progress', 'done', 'verified', 'reopened']),
    note: text(2000).optional(),
    evidence: z.array(id).max(20).optional(),
    /** The re-verification that found it so, where the machine says it. */
    review: id.optional(),
  }),
  /** What the unit owes again and again was met, of one of the days on which it is due: the word of one side. */
  'obligation-reported': z.strictObject({
    obligation: z.string().max(40),
    version: z.int().min(1),
    dueOn: Day,
    metOn: Day,
    side: Side,
    note: text(2000).optional(),
  }),
  /** A review that rests on this one was opened: of these criteria, or of the next cycle. */
  'successor-opened': z.strictObject({
    ...Basis.shape,
    criteria: z.array(criterion).min(1).optional(),
  }),
} as const;
