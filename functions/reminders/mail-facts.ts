import { now } from '../../adapters/clock.ts';
import type { Person } from '../../adapters/people.ts';
import { getEvent } from '../../adapters/reviews.ts';
import type { Language } from '../../domain/language.ts';
import { isOwnSide } from '../../domain/permissions.ts';
import { endOfDayIn, type Zoned } from '../../domain/reminders/calendar-days.ts';
import { type Step, Step as StepName } from '../../domain/reminders/ladder.ts';
import type { MailItem } from '../../domain/reminders/mail-content.ts';
import { stepOf } from '../../domain/reminders/plan.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import type { Head } from '../../domain/review.ts';
import { stages } from '../../domain/stages.ts';
import { criterionIn } from '../../domain/words.ts';
import { words } from '../../instruments/words.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { readForm, returnedOf } from '../http/form.ts';
import { instrumentOf } from '../machine-step.ts';
import { obligationTitle } from './obligation-title.ts';

const dayLong = 86_400_000;

/** The stage whose form the step still asks for; undefined where a decision or a signature is wanted, or the step is over. */
const formOf = (head: Head, step: Step) => {
  const stage = stages.find((one) => one === step);
  return stage && stepOf(head) === step ? stage : undefined;
};

/** How much the draft lacks: for the side that answers, because nobody else sees a draft. */
const missingFor = async (head: Head, step: Step, person: Person): Promise<MailItem['missing']> => {
  const stage = formOf(head, step);
  if (!stage || !isOwnSide(person, stage)) return undefined;
  const { asked, draft } = await readForm(head, instrumentOf(head), stage);
  const answered = draft?.answers ?? {};
  const unanswered = asked.filter(({ id }) => !Object.hasOwn(answered, id)).length;
  return { asked: asked.length, unanswered };
};

/** The criteria that were sent back, in the language of whoever answers them. */
const returnedFor = async (
  head: Head,
  kind: Telling['kind'],
  language: Language,
): Promise<MailItem['returned']> => {
  if (kind !== 'returned') return undefined;
  const { criteria } = instrumentOf(head);
  const inLanguage = language === 'en' ? undefined : words[language];
  return (await returnedOf(head, 'self-assessment')).map(({ criterion }) => {
    const found = criteria.find(({ id }) => id === criterion);
    return { criterion, text: found ? criterionIn(inLanguage, found).text : criterion };
  });
};

/** The place of a deed in the record, and the head that vouches for it. */
const receiptOf = async ({ kind, review, plan }: Telling): Promise<MailItem['receipt']> => {
  if (kind !== 'received') return undefined;
  const event = await getEvent(review, Number(plan));
  return event && { seq: event.seq, head: event.hash };
};

const overdueDays = (dueAt: string): number => Math.floor((now() - Date.parse(dueAt)) / dayLong);

const timeless: readonly Telling['kind'][] = [
  'received',
  'unassigned',
  'released',
  'closed',
  'withdrawn',
  'lapsed',
  'undeclared_caveat',
];

/** By when the step is due, for whoever is asked or reminded while it is open. */
const dateOf = (head: Head, { kind, step }: Telling): Partial<MailItem> => {
  const { dueAt } = head;
  if (timeless.includes(kind) || !dueAt || head.suspended || stepOf(head) !== step) return {};
  const days = overdueDays(dueAt);
  return { dueAt, ...(days >= 0 && { overdueDays: days + 1 }) };
};

/** What an obligation is called, and the end of the day on which it is due. */
const ofObligation = (
  { step, plan }: Telling,
  language: Language,
  zone: Zoned,
): Partial<MailItem> => {
  const dueAt = endOfDayIn(zone, plan);
  return { title: obligationTitle(language, step), dueAt, isPast: overdueDays(dueAt) >= 0 };
};

/** What a row says of the step that it is about; a mail that did not arrive may have been about none. */
const ofStep = async (
  row: Telling,
  head: Head,
  person: Person,
  language: Language,
): Promise<Partial<MailItem>> => {
  const step = StepName.safeParse(row.step).data;
  const isTimeless = step === undefined || timeless.includes(row.kind);
  const missing = isTimeless ? undefined : await missingFor(head, step, person);
  const returned = await returnedFor(head, row.kind, language);
  const receipt = await receiptOf(row);
  return {
    ...(step && { step }),
    ...dateOf(head, row),
    ...(missing && { missing }),
    ...(returned && { returned }),
    ...(receipt && { receipt }),
    ...(row.unreached && { unreached: row.unreached }),
  };
};

/**
 * What a row says to this person, from the record as it stands: nothing that they could not read in
 * the system, and nobody's name.
 */
export const mailItem = async (
  row: Telling,
  head: Head,
  person: Person,
  language: Language,
): Promise<MailItem> => {
  const calendar = await calendarOf(head);
  const isObligation = row.kind === 'obligation';
  return {
    kind: row.kind,
    review: head.id,
    contributor: head.contributor,
    mission: head.mission,
    unit: head.unit.name,
    round: row.round,
    // Whoever acts for another acts in the role of that one.
    ...(row.for === undefined && { as: person.role }),
    dueZone: calendar.timeZone,
    ...(isObligation
      ? ofObligation(row, language, calendar)
      : await ofStep(row, head, person, language)),
  };
};
