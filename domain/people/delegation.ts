import * as z from 'zod';
import { Role, sideOf } from '../permissions.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { Iso3, MissionAcronym } from '../review.ts';
import { Day, Instant, text } from '../text.ts';
import { PersonId } from './registration.ts';

const Act = z.object({ by: z.string(), at: Instant });

/** Somebody lets a colleague act for them until an instant: in the role and for the scope they had when they said so. */
export const Delegation = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  role: Role,
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
  begins: Instant,
  /** The first instant at which it is over. */
  ends: Instant,
  reason: text(500).optional(),
  made: Act,
  revoked: Act.optional(),
  version: z.int(),
});
export type Delegation = z.output<typeof Delegation>;

const DayOrInstant = z.union([Day, z.iso.datetime({ error: 'a day, or an instant in UTC' })]);

/** What a delegation is asked for with. Days count in UTC, the last one in full. */
export const DelegationRequest = z.strictObject({
  to: PersonId,
  from: PersonId.optional(),
  begins: DayOrInstant.optional(),
  ends: DayOrInstant,
  reason: text(500),
});
export type DelegationRequest = z.output<typeof DelegationRequest>;

/** A person as far as delegation is concerned. */
export interface Party {
  readonly id: string;
  readonly role: Role;
  readonly contributor?: string | undefined;
  readonly mission?: string | undefined;
  readonly erased?: string | undefined;
}

const dayLong = 86_400_000;
const longest = 180;

const isDay = (when: string): boolean => !when.includes('T');
const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const refuse = (...errors: FieldError[]): never => {
  throw new Refusal('invalid_request', 'Nobody can act for somebody like this.', errors);
};

const wrong = (pointer: string, code: string, detail: string): FieldError => ({
  pointer,
  code,
  detail,
});

/** From when to when, as instants. It never begins before it was made, and lasts 180 days at most. */
export const periodOf = (
  { begins, ends }: Pick<DelegationRequest, 'begins' | 'ends'>,
  now: string,
): Pick<Delegation, 'begins' | 'ends'> => {
  const made = Date.parse(now);
  const wanted = begins === undefined ? made : Date.parse(begins);
  const today = begins !== undefined && isDay(begins) && begins === now.slice(0, 10);
  if (wanted < made && !today)
    refuse(wrong('/begins', 'in_the_past', 'A delegation cannot begin before it is made.'));
  const from = Math.max(wanted, made);
  const until = Date.parse(ends) + (isDay(ends) ? dayLong : 0);
  if (until <= from) refuse(wrong('/ends', 'too_early', 'It would end before it begins.'));
  if (until - from > longest * dayLong)
    refuse(
      wrong('/ends', 'too_late', `A delegation lasts at most ${longest} days: ask again then.`),
    );
  return { begins: instant(from), ends: instant(until) };
};

/** Whether two people are of one side: the same State's, the Secretariat's, or the same mission's. */
const isSameSide = (one: Party, other: Party): boolean => {
  const side = sideOf(one.role);
  return (
    side !== undefined &&
    side === sideOf(other.role) &&
    one.contributor === other.contributor &&
    one.mission === other.mission
  );
};

/** Whether `to` may act for `from` at all: two people of one side, both still with us. */
const mayActFor = (to: Party, from: Party): boolean =>
  to.id !== from.id && !to.erased && !from.erased && isSameSide(from, to);

/** The delegate; refused across sides, for oneself, and where the role is one that nobody can lend. */
export const requireDelegate = <P extends Party>(from: Party, to: P | undefined): P => {
  if (sideOf(from.role) === undefined)
    refuse(
      wrong(
        '/from',
        'not_delegable',
        `The role ${from.role} cannot be delegated: name who lends theirs.`,
      ),
    );
  if (to?.id === from.id)
    refuse(wrong('/to', 'oneself', 'Nobody needs to be asked to act for themselves.'));
  if (to && mayActFor(to, from)) return to;
  // A stranger and nobody look alike: who else is registered is not for others to find out.
  return refuse(
    wrong('/to', 'unknown_reference', 'Nobody of the same side is registered with this id.'),
  );
};

/** Whether the delegator still is what they were when they delegated. */
const isUnchanged = ({ role, contributor, mission }: Delegation, from: Party): boolean =>
  role === from.role && contributor === from.contributor && mission === from.mission;

const minute = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

/** Why a delegation gives nothing at this instant, in words for the delegate; undefined while it is in force. */
export const whyNotInForce = (
  delegation: Delegation,
  from: Party,
  to: Party,
  now: string,
): string | undefined => {
  if (delegation.revoked) return `The delegation was revoked at ${minute(delegation.revoked.at)}.`;
  if (now < delegation.begins) return `The delegation begins at ${minute(delegation.begins)}.`;
  if (now >= delegation.ends) return `The delegation ended at ${minute(delegation.ends)}.`;
  if (isUnchanged(delegation, from) && mayActFor(to, from)) return undefined;
  return 'One of you has another role now: as long as that is so, the delegation gives nothing.';
};
