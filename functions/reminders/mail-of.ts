import { setting } from '../../adapters/environment.ts';
import { rowsOf } from '../../adapters/ledger.ts';
import type { Person } from '../../adapters/people.ts';
import { getHeads } from '../../adapters/reviews.ts';
import type { MailContent, MailItem } from '../../domain/reminders/mail-content.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import type { Head } from '../../domain/review.ts';
import { mailItem } from './mail-facts.ts';
import { whereaboutsOf } from './rules.ts';

const longestThread = 20;

/** The ids of earlier mails to this person about this review, oldest first. */
const threadOf = async ({ review, recipient }: Telling): Promise<string[]> => {
  const sent = (await rowsOf(review))
    .filter((row) => row.recipient === recipient && row.providerId)
    .toSorted((a, b) => ((a.sentAt ?? '') < (b.sentAt ?? '') ? -1 : 1));
  return [...new Set(sent.map(({ providerId = '' }) => providerId))].slice(-longestThread);
};

const over: readonly Telling['kind'][] = [
  'received',
  'unassigned',
  'closed',
  'withdrawn',
  'lapsed',
  'suspended',
];

/** The date that goes into the recipient's calendar: of the first row that asks for something by then, or takes it back. */
const calendarOf = (
  rows: readonly Telling[],
  items: readonly MailItem[],
  heads: ReadonlyMap<string, Head>,
): MailContent['calendar'] => {
  const at = items.findIndex(({ dueAt, kind }) => dueAt !== undefined || over.includes(kind));
  const row = rows[at];
  const head = row && heads.get(row.review);
  if (!head) return undefined;
  // What is owed again and again is another date each time; a step keeps its own.
  const which = row.kind === 'obligation' ? row.plan : row.round;
  const uid = `ora-${row.review}-${row.step}-${which}`;
  return { uid, sequence: head.version, cancelled: over.includes(row.kind), item: at };
};

/** What is said twice, once: of an obligation that came due several times, the latest day. */
const saidOnce = (rows: readonly Telling[]): Telling[] => {
  const said = new Map<string, Telling>();
  for (const row of rows) {
    const key = `${row.review} ${row.kind} ${row.step} ${row.unreached ?? ''}`;
    const before = said.get(key);
    const isEarlier = before?.kind === 'obligation' && row.plan < before.plan;
    if (!isEarlier) said.set(key, row);
  }
  return [...said.values()];
};

/** The content of the mail that carries these rows to one person: what is said twice is said once. */
export const mailOf = async (
  person: Person & { readonly email: string },
  rows: readonly Telling[],
): Promise<MailContent> => {
  const said = saidOnce(rows);
  const found = await getHeads([...new Set(said.map(({ review }) => review))]);
  const heads = new Map(found.map((head) => [head.id, head]));
  const { language } = person;
  const items = await Promise.all(
    said.flatMap((row) => {
      const head = heads.get(row.review);
      return head ? [mailItem(row, head, person, language)] : [];
    }),
  );
  const { timeZone } = await whereaboutsOf(person);
  const [lead] = said;
  const calendar = calendarOf(said, items, heads);
  return {
    to: person.email,
    language,
    timeZone,
    origin: setting('ORA_ORIGIN'),
    items,
    thread: lead ? await threadOf(lead) : [],
    ...(calendar && { calendar }),
  };
};
