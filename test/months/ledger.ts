import { rowsOf } from '../../adapters/ledger.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { pressureOf } from '../../domain/reminders/tellings.ts';
import { type Course, courseOf } from './course.ts';

/** All rows of these reviews. */
export const rowsOfAll = async (reviews: readonly string[]): Promise<Telling[]> =>
  (await Promise.all(reviews.map(rowsOf))).flat();

/** The courses of these reviews. */
export const coursesOf = (reviews: readonly string[]): Promise<Course[]> =>
  Promise.all(
    reviews.map(async (review) => courseOf(review, await Array.fromAsync(eventsOf(review)))),
  );

const isMuchLater = ({ sentAt = '', owedAt }: Telling): boolean =>
  Date.parse(sentAt) - Date.parse(owedAt) > 900_000;

/** How much there was to tell, and what became of it. */
export const figuresOf = (rows: readonly Telling[]): Record<string, number> => {
  const sent = rows.filter(({ status }) => status === 'sent');
  const mails = new Set(sent.map(({ message }) => message)).size;
  return {
    rows: rows.length,
    mails,
    reminders: sent.filter(({ kind }) => pressureOf(kind) === 'reminder').length,
    obligations: sent.filter(({ kind }) => kind === 'obligation').length,
    merged: sent.length - mails,
    deferred: sent.filter(isMuchLater).length,
    dropped: rows.filter(({ status }) => status === 'dropped').length,
    open: rows.filter(({ status }) => status === 'owed' || status === 'claimed').length,
    failed: rows.filter(({ status }) => status === 'failed').length,
  };
};
