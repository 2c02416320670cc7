import * as z from 'zod';
import { text } from '../text.ts';
import { once, Party } from './party.ts';
import { MissionDay, Reviews } from './shared-fields.ts';

/** Where a party stands on what is expected. */
export const Stance = z.enum(['agreed', 'contested', 'not_discussed']);
export type Stance = z.output<typeof Stance>;

const Subject = z.enum([
  'protection_of_civilians',
  'use_of_force',
  'caveats',
  'command_and_control',
  'equipment',
  'training',
  'human_rights_due_diligence',
  'other',
]);

const PartyStance = z.strictObject({ party: Party, stance: Stance });
export type PartyStance = z.output<typeof PartyStance>;

/** The version of an expectation that a new one takes the place of. */
const Superseded = z.strictObject({ expectation: z.string().max(64), version: z.int().min(1) });

/**
 * What somebody expects of a mission or its units: who holds it, and where everybody else stands.
 * A change is a new version; the version before stays in the record.
 */
export const Expectation = z
  .strictObject({
    ...MissionDay,
    statement: text(1000),
    subject: Subject,
    holders: once(z.array(Party).min(1).max(60), (party) => party),
    stances: once(z.array(PartyStance).max(120), ({ party }) => party),
    supersedes: Superseded.optional(),
    /** Ids of the briefings and consultations in which it was spoken about. */
    discussedIn: z.array(z.string().max(64)).max(20).optional(),
    reviews: Reviews.optional(),
  })
  .refine(
    ({ holders, stances }) =>
      stances.every(({ party, stance }) => stance === 'agreed' || !holders.includes(party)),
    {
      error: 'a party that holds an expectation agrees with it: leave its stance out',
      path: ['stances'],
    },
  );
export type Expectation = z.output<typeof Expectation>;

/** Where every party stands: whoever holds an expectation agrees with it. */
export const allStances = ({
  holders,
  stances,
}: Pick<Expectation, 'holders' | 'stances'>): PartyStance[] => [
  ...holders.map((party) => ({ party, stance: 'agreed' as const })),
  ...stances.filter(({ party }) => !holders.includes(party)),
];

/** Contested when anybody contests it; else not discussed while it is with anybody; agreed when all agree. */
export const statusOf = (expectation: Pick<Expectation, 'holders' | 'stances'>): Stance => {
  const found = allStances(expectation).map(({ stance }) => stance);
  if (found.includes('contested')) return 'contested';
  return found.includes('not_discussed') ? 'not_discussed' : 'agreed';
};

/** How many parties agree, contest, and have not been asked. */
export const Counts = z.strictObject({
  agreed: z.int(),
  contested: z.int(),
  not_discussed: z.int(),
});
export type Counts = z.output<typeof Counts>;

export const countStances = (stances: readonly PartyStance[]): Counts => {
  const counts = { agreed: 0, contested: 0, not_discussed: 0 };
  for (const { stance } of stances) counts[stance] += 1;
  return counts;
};
