import type { Finding } from './dossier/findings.ts';
import { requireVerdict } from './dossier/findings.ts';
import { dueAt } from './due.ts';
import type { By, NewEvent } from './events.ts';
import { criteriaOf, type Instrument } from './instrument.ts';
import { type FieldError, Refusal } from './refusal.ts';
import type { Zoned } from './reminders/calendar-days.ts';
import type { Basis, Head, Opening } from './review.ts';

/** Which findings, or which criteria, the field looks at again. */
export interface Reverified {
  readonly findings?: readonly string[] | undefined;
  readonly criteria?: readonly string[] | undefined;
}

interface Named {
  readonly pointer: string;
  readonly criterion: string | undefined;
  readonly unknown: string;
}

const namedBy = (
  { findings = [], criteria = [] }: Reverified,
  plan: readonly Finding[],
): Named[] => [
  ...findings.map((id, index) => ({
    pointer: `/findings/${index}`,
    criterion: plan.find((finding) => finding.id === id)?.criterion,
    unknown: `This review has no ${id}.`,
  })),
  ...criteria.map((id, index) => ({
    pointer: `/criteria/${index}`,
    criterion: id,
    unknown: '',
  })),
];

/** The criteria that a re-verification reopens, each once; refused where the field does not answer one. */
export const reopenedCriteria = (
  instrument: Instrument,
  wanted: Reverified,
  plan: readonly Finding[],
): string[] => {
  const asked = new Set(criteriaOf(instrument, 'verification').map(({ id }) => id));
  const named = namedBy(wanted, plan);
  const errors = named.flatMap(({ pointer, criterion, unknown }): FieldError[] => {
    if (criterion === undefined) return [{ pointer, code: 'unknown_reference', detail: unknown }];
    const detail = `The field does not answer ${criterion}: it cannot be verified there again.`;
    return asked.has(criterion) ? [] : [{ pointer, code: 'unknown_criterion', detail }];
  });
  if (errors.length > 0)
    throw new Refusal('unknown_reference', 'This cannot be verified again.', errors);
  return [...new Set(named.flatMap(({ criterion }) => criterion ?? []))];
};

/** A review that was opened on the ground of another one: what it is for, and how it stands. */
export interface Successor {
  readonly kind: Basis['kind'];
  readonly review: string;
  readonly criteria?: readonly string[] | undefined;
  readonly state: Head['state'];
}

const isOver = ({ state }: Successor) => state === 'withdrawn' || state === 'lapsed';

/** Refuses a second re-verification of a criterion while the first one runs. */
export const requireNotRunning = (
  successors: readonly Successor[],
  criteria: readonly string[],
): void => {
  const errors = successors
    .filter((one) => one.kind === 'reverification' && one.state === 'verification')
    .flatMap(({ review, criteria: running = [] }) =>
      running
        .filter((id) => criteria.includes(id))
        .map((id) => ({
          pointer: '',
          code: 'running',
          detail: `${id} is being verified again already, in review ${review}.`,
        })),
    );
  if (errors.length > 0)
    throw new Refusal('wrong_stage', 'A re-verification of this is open already.', errors);
};

/** Refuses a second next cycle; one that came to nothing may be opened anew. */
export const requireNoNextCycle = (successors: readonly Successor[]): void => {
  const open = successors.find((one) => one.kind === 'next_cycle' && !isOver(one));
  if (open)
    throw new Refusal('wrong_stage', `The next cycle was opened already: review ${open.review}.`);
};

/** Refuses to verify again what the field never verified. */
export const requireVerified = (head: Head): void => {
  requireVerdict(head);
  if (head.scores.verification === undefined)
    throw new Refusal(
      'wrong_stage',
      'The field has not verified this unit: open the next cycle instead.',
    );
};

/** What a review is opened with that may be another than its parent's: when, and by which clocks. */
type When = 'plannedDeployment' | 'arrival' | 'ladder' | 'calendar';

/** The ladder and the calendar of a review, where it names them: its successors keep them. */
export const courseOf = ({ ladder, calendar }: Head): Pick<Opening, 'ladder' | 'calendar'> => ({
  ...(ladder && { ladder }),
  ...(calendar && { calendar }),
});

/** Opens the re-verification of some criteria of a closed review: everything else stands as it was signed. */
export const openReverification = (
  review: string,
  parent: Head,
  instrument: Instrument,
  { criteria, ...anchors }: Pick<Opening, When> & { readonly criteria: string[] },
  at: string,
  by: By,
  zone: Zoned,
): NewEvent => {
  const { contributor, mission, unit } = parent;
  return {
    type: 'review-opened',
    by,
    facts: {
      review,
      contributor,
      mission,
      unit,
      instrument: { id: instrument.id, version: instrument.version },
      ...anchors,
      dueAt: dueAt(instrument, 'verification', at, anchors, zone),
      basis: { kind: 'reverification', review: parent.id },
      criteria,
      carried: { answers: parent.answers, scores: parent.scores, hands: parent.hands },
    },
  };
};

/** Opens the next cycle of a unit: a whole review of its own. */
export const openNextCycle = (
  review: string,
  parent: Head,
  instrument: Instrument,
  { unit, ...anchors }: Pick<Opening, 'unit' | When>,
  at: string,
  by: By,
  zone: Zoned,
): NewEvent => {
  const { contributor, mission } = parent;
  return {
    type: 'review-opened',
    by,
    facts: {
      review,
      contributor,
      mission,
      unit,
      instrument: { id: instrument.id, version: instrument.version },
      ...anchors,
      dueAt: dueAt(instrument, 'self-assessment', at, anchors, zone),
      basis: { kind: 'next_cycle', review: parent.id },
    },
  };
};
