import { now, timestamp } from '../../adapters/clock.ts';
import { type Folded, foldedWrite, getFolded } from '../../adapters/figures.ts';
import { count, log } from '../../adapters/log.ts';
import { transactUnlessMoved } from '../../adapters/table.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { endOf } from '../../domain/dashboard/day-parts.ts';
import { type Pending, pendingReviews } from './pending.ts';
import { openRecords, type Records } from './records.ts';
import { type KnownBooks, Overtaken, type Recount, recount } from './recount.ts';
import { summaryAfter } from './summary-at.ts';

// An event is dated before its transaction commits; no function of ours lives longer than that.
const graceMs = 5 * 60_000;

/** Of so many reviews at most, the days before the first count are reconstructed from their records. */
const reconstructed = 300;

const atOnce = 50;

/** Writes how far the figures are, unless somebody else has. */
const moved = async (after: Folded, before: Folded | undefined): Promise<Folded> => {
  if (!(await transactUnlessMoved([foldedWrite(after, before)])))
    throw new Overtaken('somebody else is counting');
  return after;
};

/** The first count: it begins with the first day of a small record, and today with a large one. */
const begin = (pending: readonly Pending[]): Promise<Folded> => {
  const today = dayOf(timestamp());
  const first = pending.length > reconstructed ? [] : pending.map(({ openedAt }) => openedAt);
  const [day = today] = first.map(dayOf).sort();
  return moved({ foldDay: day, begun: day }, undefined);
};

/** What one count works with; `failed` holds the reviews that it could not count. */
interface Course {
  readonly records: Records;
  readonly known: KnownBooks;
  readonly failed: Set<string>;
}

/** A review as it stood at an instant, where it was not counted so far; a failure keeps no other waiting. */
const recountOf = async (
  { id, counted }: Pending,
  until: string,
  { records, failed }: Course,
): Promise<Recount | undefined> => {
  try {
    const events = (await records.eventsOf(id)).filter(({ at }) => at <= until);
    if (events.length <= (counted?.n ?? 0)) return undefined;
    return { before: counted, after: await summaryAfter(events, records.answersOf) };
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    log('error', 'a review could not be counted', { review: id, error: name });
    if (!failed.has(id)) count('FoldFailures', 1);
    failed.add(id);
    return undefined;
  }
};

/** Counts all that happened until the end of the day that the figures are at; what is still pending after that. */
const countDay = async (
  pending: readonly Pending[],
  folded: Folded,
  course: Course,
): Promise<Pending[]> => {
  const until = endOf(folded.foldDay);
  const left: Pending[] = [];
  for (let from = 0; from < pending.length; from += atOnce) {
    const some = pending.slice(from, from + atOnce);
    const counted = await Promise.all(some.map((one) => recountOf(one, until, course)));
    await recount(
      counted.flatMap((one) => one ?? []),
      folded,
      course.known,
    );
    left.push(
      ...some.map((one, place) => ({ ...one, counted: counted[place]?.after ?? one.counted })),
    );
  }
  return left;
};

/** The next day on which something happened, or today. */
const nextDay = async (
  pending: readonly Pending[],
  { foldDay }: Folded,
  records: Records,
): Promise<string> => {
  const today = dayOf(timestamp());
  let next = today;
  for (const { id, counted } of pending) {
    const events = await records.eventsOf(id);
    const day = events.find(({ seq, at }) => seq > (counted?.n ?? 0) && dayOf(at) > foldDay);
    if (day && dayOf(day.at) < next) next = dayOf(day.at);
  }
  return next;
};

const isOver = (day: string): boolean => now() > Date.parse(endOf(day)) + graceMs;

/**
 * Counts whatever happened since the last count, day by day: when a day is over, its figures are left as they
 * stood and the next day's begin. Whoever counts at the same time is told apart by the conditions of each write;
 * a count that is cut off is taken up where it ended.
 */
const countOnce = async (): Promise<{ changed: number; days: number }> => {
  const before = await getFolded();
  const countedAt = timestamp();
  let pending = await pendingReviews(before);
  let folded = before ?? (await begin(pending));
  const changed = pending.length;
  const course: Course = { records: openRecords(), known: new Map(), failed: new Set() };
  let days = 0;
  pending = await countDay(pending, folded, course);
  while (isOver(folded.foldDay)) {
    const foldDay = await nextDay(pending, folded, course.records);
    folded = await moved({ ...folded, foldDay }, folded);
    days += 1;
    pending = await countDay(pending, folded, course);
  }
  // What failed is looked for again, also where nothing more happens to it.
  if (course.failed.size === 0) await moved({ ...folded, countedAt }, folded);
  return { changed, days };
};

const tries = 4;

/** Brings the figures up to date; one that is overtaken looks again at how things stand. */
export const foldFigures = async (): Promise<{ changed: number; days: number }> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await countOnce();
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt === tries) throw error;
    }
  }
};
