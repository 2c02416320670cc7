import { calendarFile } from '../../adapters/calendar-file.ts';
import type { Composed, MailContent, MailItem } from '../../domain/reminders/mail-content.ts';
import { mailPage } from '../../web/mail/mail-page.ts';
import { mailText } from '../../web/mail/mail-text.ts';
import type { MailView } from '../../web/mail/mail-view.ts';
import { type Phrases, phrasesIn } from '../phrases.ts';
import { dueDayOf } from './due-words.ts';
import { aboutWords, isLate, matterOf, titleWords } from './mail-matter.ts';

/** Overdue first, the longest overdue before the others; then by due date; what has none comes last. */
const inOrder = (items: readonly MailItem[]): MailItem[] =>
  items.toSorted(
    (a, b) =>
      Number(isLate(b)) - Number(isLate(a)) ||
      (b.overdueDays ?? 0) - (a.overdueDays ?? 0) ||
      (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'),
  );

const digestTitle = ({ say }: Phrases, items: readonly MailItem[]): string =>
  say('title.digest', { count: items.length, overdue: items.filter(isLate).length });

/** The matter whose date goes into the calendar; undefined where there is no date to put in or to take out. */
const inCalendar = ({ calendar, items }: MailContent): MailItem | undefined => {
  const item = calendar && items[calendar.item ?? 0];
  return calendar?.cancelled || item?.dueAt !== undefined ? item : undefined;
};

const notes = ({ say, reviewed }: Phrases, content: MailContent): string[] => [
  ...(inCalendar(content)
    ? [say(content.calendar?.cancelled ? 'foot.calendar_cancelled' : 'foot.calendar')]
    : []),
  say('foot.shows'),
  say('foot.automatic'),
  ...(reviewed ? [] : [say('foot.translated')]),
];

const english = (
  { say, reviewed }: Phrases,
  { origin }: MailContent,
  items: readonly MailItem[],
): MailView['english'] => {
  if (reviewed) return undefined;
  const [only, ...others] = items;
  const place = only && others.length === 0 ? `/reviews/${encodeURIComponent(only.review)}` : '/';
  return { label: say('foot.english'), href: `${origin}${place}?lang=en` };
};

const viewOf = (
  phrases: Phrases,
  content: MailContent,
  items: readonly MailItem[],
  title: string,
): MailView => ({
  language: phrases.language,
  direction: phrases.direction,
  system: phrases.say('system'),
  title,
  introduction: items.length > 1 ? phrases.say('digest.intro') : undefined,
  matters: items.map((item) => matterOf(phrases, item, content)),
  notes: notes(phrases, content),
  english: english(phrases, content, items),
});

const calendarOf = (phrases: Phrases, content: MailContent) => {
  const { calendar } = content;
  const item = inCalendar(content);
  if (!calendar || !item) return undefined;
  const { title, facts, link } = matterOf(phrases, item, content);
  const step = item.step
    ? phrases.say(`step.${item.step.replaceAll('-', '_')}` as 'step.evaluation')
    : title;
  return calendarFile({
    ...calendar,
    day: dueDayOf(item)?.date,
    summary: phrases.say('calendar.summary', { step, about: aboutWords(phrases, item) }),
    description: [title, ...facts.map(({ line }) => line)].join('\n'),
    url: link.href,
  });
};

/** A mail in the words of its recipient; several matters become one digest. Throws without any. */
export const composeMail = (content: MailContent): Composed => {
  const phrases = phrasesIn(content.language);
  const items = inOrder(content.items);
  const [only, ...others] = items;
  if (!only) throw new Error('a mail says something');
  const isAlone = others.length === 0;
  const title = isAlone ? titleWords(phrases, only) : digestTitle(phrases, items);
  const view = viewOf(phrases, content, items, title);
  return {
    subject: isAlone ? phrases.say('subject', { title, about: aboutWords(phrases, only) }) : title,
    text: mailText(view),
    html: mailPage(view),
    language: content.language,
    calendar: calendarOf(phrases, content),
  };
};
