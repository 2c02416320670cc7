import type { Person } from '../../adapters/people.ts';
import { Step } from '../../domain/reminders/ladder.ts';
import type { Obligation } from '../../domain/reminders/obligation.ts';
import type { ObligationCalendars } from '../../domain/reminders/owed-obligation.ts';
import type { ReminderRules } from '../../domain/reminders/simulated-world.ts';
import { stageOfStep } from '../../domain/reminders/tellings.ts';
import type { Head } from '../../domain/review.ts';
import { obligations } from '../../instruments/obligations.ts';
import { instrumentOf } from '../machine-step.ts';
import { obligationCalendars } from './obligation-calendars.ts';
import { type Rules, rulesOf, whereaboutsOf } from './rules.ts';

/** The review as it would stand in a step. */
const standing = ({ waiting: _, ...head }: Head, step: Step): Head => ({
  ...head,
  phase: 'open',
  stage: stageOfStep(step),
  ...((step === 'decision' || step === 'signature') && { waiting: step }),
});

/** What tells the rules of one review from those of another. */
const keyOf = (head: Head, step: Step): string => {
  const {
    contributor,
    mission,
    ladder = '',
    calendar = '',
  } = head as Head & {
    readonly ladder?: string;
    readonly calendar?: string;
  };
  return [ladder, calendar, contributor, mission, step].join('|');
};

const found = <T>(all: ReadonlyMap<string, T>, key: string): T => {
  const one = all.get(key);
  if (one === undefined) throw new Error(`nothing was read for ${key}`);
  return one;
};

const rulesInEachStep = async (heads: readonly Head[]): Promise<ReadonlyMap<string, Rules>> => {
  const rules = new Map<string, Rules>();
  for (const head of heads)
    for (const step of Step.options) {
      const key = keyOf(head, step);
      if (!rules.has(key)) rules.set(key, await rulesOf(standing(head, step)));
    }
  return rules;
};

const placeOf = ({ contributor, mission, calendar = '' }: Head, { id }: Obligation): string =>
  [id, contributor, mission, calendar].join('|');

const calendarsOfObligations = async (
  heads: readonly Head[],
): Promise<ReadonlyMap<string, ObligationCalendars>> => {
  const calendars = new Map<string, ObligationCalendars>();
  for (const head of heads)
    for (const obligation of obligations) {
      const place = placeOf(head, obligation);
      if (!calendars.has(place)) calendars.set(place, await obligationCalendars(head, obligation));
    }
  return calendars;
};

/** The rules of these reviews in each step, and where these people are, read beforehand from where the machine reads them. */
export const rulesInMemory = async (
  heads: readonly Head[],
  people: readonly Person[],
): Promise<ReminderRules> => {
  const rules = await rulesInEachStep(heads);
  const owners = await calendarsOfObligations(heads);
  const places = new Map(
    await Promise.all(
      people.map(async (person) => [person.id, await whereaboutsOf(person)] as const),
    ),
  );
  const of = (head: Head) => found(rules, keyOf(head, head.waiting ?? head.stage));
  return {
    ladderOf: (head) => of(head).ladder,
    calendarsOf: (head) => of(head).calendars,
    whereaboutsOf: ({ id }) => found(places, id),
    instrumentOf,
    obligations,
    obligationCalendarsOf: (head, obligation) => found(owners, placeOf(head, obligation)),
  };
};
