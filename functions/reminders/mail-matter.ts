import type { Step } from '../../domain/reminders/ladder.ts';
import type { MailContent, MailItem } from '../../domain/reminders/mail-content.ts';
import type { MessageKind } from '../../domain/reminders/telling.ts';
import type { MessageKey } from '../../instruments/messages.ts';
import type { MailFact, MailMatter } from '../../web/mail/mail-view.ts';
import type { Phrases } from '../phrases.ts';
import { dueDayOf, dueWords, ownTimeWords, shortDay } from './due-words.ts';

/** The roles that act on a step; everybody else only hears how it stands. */
const acting: Record<Step, readonly string[]> = {
  'self-assessment': ['contributor', 'permanent_mission'],
  evaluation: ['evaluator'],
  verification: ['verifier'],
  decision: ['director'],
  signature: ['contingent_commander'],
};

/** What each kind of message says of the step: what is asked, how it stands, either by role, or neither. */
const ofStep: Record<MessageKind, 'ask' | 'still' | 'by role' | 'nothing'> = {
  opened: 'ask',
  returned: 'ask',
  decision_wanted: 'ask',
  signature_wanted: 'ask',
  assigned: 'ask',
  resumed: 'by role',
  date_moved: 'by role',
  reminder: 'by role',
  due_today: 'by role',
  overdue: 'by role',
  escalation: 'still',
  not_seen: 'still',
  bounced: 'still',
  received: 'nothing',
  unassigned: 'nothing',
  suspended: 'nothing',
  released: 'nothing',
  closed: 'nothing',
  withdrawn: 'nothing',
  lapsed: 'nothing',
  undeclared_caveat: 'nothing',
  obligation: 'nothing',
};

/** Kinds that need no sentence of their own: what is asked says it all. */
const saidByAsking = new Set<MessageKind>(['opened', 'decision_wanted', 'signature_wanted']);

const undated = new Set<MessageKind>([
  'received',
  'unassigned',
  'suspended',
  'released',
  'closed',
  'withdrawn',
  'lapsed',
  'undeclared_caveat',
]);

const keyOf = (step: Step) => step.replaceAll('-', '_') as 'evaluation' | 'self_assessment';

const stepWords = ({ say }: Phrases, step: Step | undefined): string =>
  step ? say(`step.${keyOf(step)}`) : say('link.open');

/** Which unit, of whom, in which mission. */
export const aboutWords = ({ say, quote }: Phrases, item: MailItem): string =>
  say('about', {
    unit: quote(item.unit),
    contributor: quote(item.contributor),
    mission: quote(item.mission),
  });

/** Whether its due date has passed. */
export const isLate = ({ kind, overdueDays }: MailItem): boolean =>
  kind === 'overdue' || overdueDays !== undefined;

/** What a mail wants or tells of a review, in one line. */
export const titleWords = (phrases: Phrases, item: MailItem): string => {
  const { kind, step, overdueDays = 0, title } = item;
  const due = undated.has(kind) ? undefined : dueDayOf(item);
  return phrases.say(`title.${kind}`, {
    step: stepWords(phrases, step),
    dated: due ? 'yes' : 'no',
    date: due ? shortDay(phrases, due) : '',
    days: overdueDays,
    late: isLate(item) ? 'yes' : 'no',
    obligation: title ? phrases.quote(title) : stepWords(phrases, step),
  });
};

const stepSentence = ({ say }: Phrases, { kind, step, as }: MailItem): string[] => {
  if (!step) return [];
  const acts = as === undefined || acting[step].includes(as);
  const said = ofStep[kind] === 'by role' ? (acts ? 'ask' : 'still') : ofStep[kind];
  return said === 'nothing' ? [] : [say(`${said}.${keyOf(step)}`)];
};

const paragraphs = (phrases: Phrases, item: MailItem): string[] => {
  const { kind, round, returned = [], receipt, isPast } = item;
  const values = { round, count: returned.length, late: isPast ? 'yes' : 'no' };
  const key = `said.${kind}` as Exclude<MessageKey, `title.${string}`>;
  return [
    ...(saidByAsking.has(kind) ? [] : [phrases.say(key, values)]),
    ...stepSentence(phrases, item),
    ...(receipt ? [phrases.say('said.receipt')] : []),
  ];
};

type Row = readonly [MessageKey, string | undefined];

const dueRows = (phrases: Phrases, item: MailItem, timeZone: string): Row[] => {
  const { kind, dueAt, dueZone, overdueDays } = item;
  if (undated.has(kind) || dueAt === undefined) return [];
  const days = overdueDays ?? (kind === 'overdue' ? 0 : undefined);
  return [
    ['label.due', dueWords(phrases, dueAt, dueZone)],
    ['label.own_time', ownTimeWords(phrases, item, timeZone)],
    ['label.overdue', days === undefined ? undefined : phrases.say('overdue', { days })],
  ];
};

const roleWords = ({ say }: Phrases, role: string | undefined): string | undefined =>
  role === undefined ? undefined : say(`role.${role}` as MessageKey);

const factOf = ({ say }: Phrases, label: string, value: string): MailFact => ({
  label,
  value,
  line: say('fact', { label, value }),
});

const facts = (phrases: Phrases, item: MailItem, timeZone: string): MailFact[] => {
  const { kind, missing, round, receipt, unreached, as } = item;
  const rows: Row[] = [
    ...dueRows(phrases, item, timeZone),
    ['label.answers', missing && phrases.say('missing', { ...missing })],
    ['label.round', round > 1 && kind !== 'returned' ? String(round) : undefined],
    ['label.place', receipt && String(receipt.seq)],
    ['label.head', receipt && phrases.quote(receipt.head)],
    ['label.unreached', roleWords(phrases, unreached)],
    ['label.as', roleWords(phrases, as)],
  ];
  return rows.flatMap(([label, value]) =>
    value === undefined ? [] : [factOf(phrases, phrases.say(label), value)],
  );
};

const returnedList = (phrases: Phrases, { returned = [] }: MailItem): MailMatter['list'] =>
  returned.length === 0
    ? undefined
    : {
        title: phrases.say('label.returned'),
        entries: returned.map(({ criterion, text }) =>
          factOf(phrases, phrases.quote(criterion), phrases.quote(text)),
        ),
      };

/** What a mail says of one review, in the words of its recipient. */
export const matterOf = (
  phrases: Phrases,
  item: MailItem,
  { origin, timeZone }: Pick<MailContent, 'origin' | 'timeZone'>,
): MailMatter => ({
  title: titleWords(phrases, item),
  about: aboutWords(phrases, item),
  isLate: isLate(item),
  paragraphs: paragraphs(phrases, item),
  facts: facts(phrases, item, timeZone),
  list: returnedList(phrases, item),
  link: {
    label: phrases.say('link.open'),
    href: `${origin}/reviews/${encodeURIComponent(item.review)}`,
  },
});
