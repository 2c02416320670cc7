import type { Event } from '../events.ts';
import type { Head } from '../review.ts';
import type { Stage } from '../stages.ts';
import { type Addressed, addressed } from './audience.ts';
import type { NoticeDue } from './due-item.ts';
import type { Audience, Step } from './ladder.ts';
import { type PlannedRung, stepOf } from './plan.ts';
import type { MessageKind, Occasion, Telling } from './telling.ts';

/**
 * In which capacity somebody is told: as an audience of the ladder, as the desk of the review, or as
 * the very person whose deed it was or whom an assignment names.
 */
export type Capacity = Audience | 'desk' | 'person';

/** One thing that is to be told, and in which capacity people are told it. */
export interface Wanted
  extends Pick<Telling, 'review' | 'step' | 'round' | 'plan' | 'rung' | 'kind'> {
  readonly as: Capacity;
  /** The one person who is meant, where it is a person. */
  readonly person?: string | undefined;
}

const told: Record<Occasion, readonly Capacity[]> = {
  opened: ['holder'],
  returned: ['holder'],
  decision_wanted: ['holder'],
  signature_wanted: ['holder'],
  received: ['person'],
  assigned: ['person'],
  unassigned: ['person'],
  suspended: ['holder', 'permanent_mission'],
  resumed: ['holder', 'permanent_mission'],
  date_moved: ['holder'],
  released: ['permanent_mission'],
  closed: ['permanent_mission', 'desk'],
  withdrawn: ['permanent_mission', 'desk', 'holder'],
  lapsed: ['permanent_mission', 'desk', 'holder'],
  undeclared_caveat: ['desk', 'director'],
  bounced: [],
};

const stages: Record<Step, Stage> = {
  'self-assessment': 'self-assessment',
  evaluation: 'evaluation',
  decision: 'evaluation',
  verification: 'verification',
  signature: 'verification',
};

/** The stage that a step belongs to. */
export const stageOfStep = (step: Step): Stage => stages[step];

/** Whom a capacity means for a step of this review; `today` is a day in the review's calendar. */
export const whom = (
  { as, step, person }: Pick<Wanted, 'as' | 'person'> & { readonly step: Step },
  { assignments }: Pick<Head, 'assignments'>,
  today: string,
): Addressed[] => {
  if (as === 'person') return person ? [{ person, orElse: [] }] : [];
  const at = (stage: Stage, waiting?: Head['waiting']) =>
    ({ phase: 'open', stage, assignments, ...(waiting && { waiting }) }) as const;
  if (as === 'desk') return addressed('holder', at('evaluation'), today);
  const waiting = step === 'decision' || step === 'signature' ? step : undefined;
  return addressed(as, at(stageOfStep(step), waiting), today);
};

/** The step that somebody's deed ended, for which they get a receipt; undefined for what needs none. */
const stepDone = ({ type, facts }: Event): Step | undefined => {
  switch (type) {
    case 'stage-submitted':
    case 'stage-returned':
    case 'submission-recalled':
      return facts.stage;
    case 'evaluation-decided':
      return 'decision';
    case 'verification-signed':
      return 'signature';
    default:
      return undefined;
  }
};

/** The receipt of the person whose deed moved the review on. */
const receiptOf = (review: string, act: Event | undefined): Wanted[] => {
  const step = act && stepDone(act);
  if (!act?.by || !step) return [];
  const { round } = act.facts as { round: number };
  const place = { review, step, round, plan: String(act.seq), rung: 'received' } as const;
  return [{ ...place, kind: 'received', as: 'person', person: act.by.person }];
};

/** What a notice tells: the new holder what is asked, the old one a receipt. `act` is the deed that it follows from. */
export const noticeTellings = (
  { review, occasion, step, round, seq, ref }: NoticeDue,
  head: Pick<Head, 'assignments'>,
  act: Event | undefined,
): Wanted[] => {
  const base = { review, step, round, plan: String(seq) };
  const named = head.assignments[stageOfStep(step)]?.person;
  // A team is nobody whom a mail could reach: all who may do its work are told.
  const capacities = occasion === 'assigned' && !named ? (['holder'] as const) : told[occasion];
  const given = capacities.map((as) => ({
    ...base,
    rung: occasion,
    kind: occasion,
    as,
    ...(as === 'person' && { person: named }),
  }));
  const taken = ref && ref !== named ? [{ kind: 'unassigned', person: ref } as const] : [];
  return [
    ...given,
    ...taken.map((row) => ({ ...base, ...row, rung: 'unassigned', as: 'person' as const })),
    ...receiptOf(review, act),
  ];
};

/** What rungs tell, each of their audiences. */
export const rungTellings = (review: string, rungs: readonly PlannedRung[]): Wanted[] =>
  rungs.flatMap(({ rung, id, plan, step, round, message }) =>
    rung.to.map((as) => ({ review, step, round, plan, rung: id, kind: message, as })),
  );

/** Whether an occasion begins a new plan of rungs for the step it is about. */
export const startsPlan = (occasion: Occasion): boolean =>
  ['opened', 'returned', 'decision_wanted', 'signature_wanted', 'date_moved', 'resumed'].includes(
    occasion,
  );

const isRunning = ({ phase }: Head): boolean => phase !== 'closing' && phase !== 'rest';

const atStep = (head: Head, { step, round }: Pick<Telling, 'step' | 'round'>): boolean =>
  stepOf(head) === step && head.round === round;

const assigneeAt = (head: Head, step: string): string | undefined =>
  head.assignments[stages[step as Step]]?.person;

/** What a row says still holds: nobody is told of what was meanwhile done, moved or taken away. */
const occasionHolds = (
  head: Head,
  row: Pick<Telling, 'kind' | 'step' | 'round'>,
  person: string | undefined,
): boolean | undefined => {
  switch (row.kind) {
    case 'opened':
    case 'returned':
    case 'decision_wanted':
    case 'signature_wanted':
    case 'date_moved':
      return atStep(head, row);
    case 'suspended':
      return head.suspended !== undefined && isRunning(head);
    case 'resumed':
      return head.suspended === undefined && isRunning(head);
    case 'assigned':
      return isRunning(head) && [undefined, person].includes(assigneeAt(head, row.step));
    case 'unassigned':
      return assigneeAt(head, row.step) !== person;
    case 'closed':
    case 'withdrawn':
    case 'lapsed':
      return head.phase === 'rest' && head.state === row.kind;
    case 'received':
    case 'released':
    case 'undeclared_caveat':
    case 'bounced':
      return true;
    default:
      return undefined;
  }
};

/**
 * Whether the record still says what a row tells: an occasion that still holds, or a rung of the step,
 * round and plan in which the review waits, with its clocks running. `plan` is the plan of the head.
 */
export const stillTrue = (
  head: Head,
  row: Pick<Telling, 'kind' | 'step' | 'round' | 'plan'>,
  plan: string,
  person?: string,
): boolean =>
  occasionHolds(head, row, person) ?? (atStep(head, row) && !head.suspended && row.plan === plan);

const urgent: readonly MessageKind[] = ['undeclared_caveat', 'bounced'];
const reminders: readonly MessageKind[] = [
  'reminder',
  'due_today',
  'overdue',
  'escalation',
  'not_seen',
  'obligation',
];

/** How pressing a message is: reminders wait for quiet hours and the cap, notices for the cap, what is urgent for nothing. */
export const pressureOf = (kind: MessageKind): 'urgent' | 'notice' | 'reminder' => {
  if (urgent.includes(kind)) return 'urgent';
  return reminders.includes(kind) ? 'reminder' : 'notice';
};
