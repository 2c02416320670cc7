import * as z from 'zod';
import { dossierFacts } from './facts/dossier-facts.ts';
import { scoreFacts } from './facts/score-facts.ts';
import { stageFacts } from './facts/stage-facts.ts';
import { timeFacts } from './facts/time-facts.ts';
import { Instant } from './text.ts';

/**
 * Who did it, in which role, and the policy that let them; `for` names the person on whose behalf.
 * Absent where the machine itself acted.
 */
export const By = z.strictObject({
  person: z.string(),
  for: z.string().optional(),
  role: z.string(),
  rule: z.string(),
});
export type By = z.output<typeof By>;

const facts = { ...stageFacts, ...timeFacts, ...dossierFacts, ...scoreFacts } as const;
export type EventType = keyof typeof facts;
/** Every type of event by its name. */
export const eventTypes = Object.keys(facts) as [EventType, ...EventType[]];
type Facts<T extends EventType> = z.output<(typeof facts)[T]>;

const variant = <T extends EventType>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    seq: z.int().min(1),
    at: Instant,
    by: By.optional(),
    facts: facts[type],
    /** SHA-256 of the event before, and of this event; base64url. */
    prev: z.string(),
    hash: z.string(),
  });

/** One thing that happened to a review. Appended, never changed, and chained by hash. */
export const Event = z.discriminatedUnion('type', [
  variant('review-opened'),
  variant('stage-opened'),
  variant('stage-acknowledged'),
  variant('stage-submitted'),
  variant('stage-scored'),
  variant('stage-returned'),
  variant('submission-recalled'),
  variant('evaluation-decided'),
  variant('verification-signed'),
  variant('signature-missed'),
  variant('stage-assigned'),
  variant('released'),
  variant('review-closed'),
  variant('anchors-moved'),
  variant('stage-extended'),
  variant('review-suspended'),
  variant('review-resumed'),
  variant('stage-expired'),
  variant('review-lapsed'),
  variant('review-withdrawn'),
  variant('unit-corrected'),
  variant('comment-added'),
  variant('evidence-added'),
  variant('caveat-declared'),
  variant('caveat-found'),
  variant('caveat-decided'),
  variant('certificate-issued'),
  variant('vetting-recorded'),
  variant('finding-opened'),
  variant('finding-updated'),
  variant('obligation-reported'),
  variant('successor-opened'),
  variant('score-recomputed'),
  variant('instrument-migrated'),
]);
export type Event = z.output<typeof Event>;

/** An event before it has its place in the record. */
export type NewEvent = {
  [T in EventType]: { readonly type: T; readonly facts: Facts<T>; readonly by?: By | undefined };
}[EventType];
