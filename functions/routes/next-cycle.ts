import * as z from 'zod';
import { getAnswers } from '../../adapters/answers.ts';
import { timestamp } from '../../adapters/clock.ts';
import { firstDraft } from '../../adapters/drafts.ts';
import type { Answers } from '../../domain/answers.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { carriedAnswers } from '../../domain/carried.ts';
import { requireVerdict } from '../../domain/dossier/findings.ts';
import { criteriaOf, type Instrument } from '../../domain/instrument.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Head, Unit } from '../../domain/review.ts';
import { courseOf, openNextCycle, requireNoNextCycle } from '../../domain/successors.ts';
import { Day } from '../../domain/text.ts';
import { mapAnswers } from '../../domain/versions/map-answers.ts';
import { findInstrument, versionsBetween } from '../../instruments/catalogue.ts';
import { evidenceAtHand } from '../http/evidence-at-hand.ts';
import { ReviewView } from '../http/review-view.ts';
import { route } from '../http/route.ts';
import { openSuccessor } from '../http/successors.ts';

const NextCycle = z.strictObject({
  plannedDeployment: Day,
  arrival: Day.optional(),
  /** Another version of the same instrument; the same version where nothing is said. */
  instrument: z.strictObject({ version: z.int().min(1) }).optional(),
  unit: z.strictObject({ strength: Unit.shape.strength.unwrap() }).optional(),
});

/** The instrument of the next cycle; refused when there is no such version for this unit. */
const requireVersion = ({ instrument: { id, version }, unit }: Head, wanted = version) => {
  const found = findInstrument(id, wanted);
  if (found?.unitTypes.includes(unit.type)) return found;
  const detail = `There is no version ${wanted} of ${id} for a unit of type ${unit.type}.`;
  throw new Refusal('unknown_reference', 'This version does not exist.', [
    { pointer: '/instrument/version', code: 'unknown_reference', detail },
  ]);
};

/** Tells whether evidence of the earlier cycle still holds today. */
const holdingToday = async (parent: Head): Promise<(evidence: string) => boolean> => {
  const today = dayOf(timestamp());
  const holding = (await evidenceAtHand(parent)).filter(
    ({ validUntil = today }) => validUntil >= today,
  );
  return (evidence) => holding.some(({ id }) => id === evidence);
};

/** The answers of the parent as the version of the next cycle asks for them; to an earlier version, by id. */
const answersFor = async (parent: Head, { id, version }: Instrument): Promise<Answers> => {
  const answers = (await getAnswers(parent, 'self-assessment')) ?? {};
  const path = versionsBetween(id, parent.instrument.version, version);
  return mapAnswers(path, 'self-assessment', answers);
};

const carriedFrom = async (parent: Head, instrument: Instrument) =>
  carriedAnswers(
    criteriaOf(instrument, 'self-assessment'),
    await answersFor(parent, instrument),
    { review: parent.id, instrument: parent.instrument },
    await holdingToday(parent),
  );

export const nextCycleRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/next-cycle',
  summary:
    'Open the next review of a unit; its self-assessment begins with the answers of this one, to be attested again',
  action: 'open-next-cycle',
  wants: ['idempotency-key'],
  params: z.object({ id: z.string() }),
  body: NextCycle,
  status: 201,
  response: ReviewView,
  handle: (asked) =>
    openSuccessor(asked, asked.params.id, {
      action: 'open-next-cycle',
      kind: 'next_cycle',
      open: async ({ review, parent, calendar, successors, by }) => {
        requireVerdict(parent);
        requireNoNextCycle(successors);
        const { plannedDeployment, arrival, instrument: wanted, unit } = asked.body;
        const instrument = requireVersion(parent, wanted?.version);
        const answers = await carriedFrom(parent, instrument);
        const opening = openNextCycle(
          review,
          parent,
          instrument,
          {
            unit: { ...parent.unit, ...unit },
            plannedDeployment,
            ...(arrival && { arrival }),
            ...courseOf(parent),
          },
          timestamp(),
          by,
          calendar,
        );
        return { opening, writes: [firstDraft(review, answers)] };
      },
    }),
});
