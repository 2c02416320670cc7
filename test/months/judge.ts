import { rowKey } from '../../domain/reminders/simulated-ledger.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import type { Course } from './course.ts';
import { faultOf, type Gap } from './oracle.ts';
import { dueAt } from './rungs.ts';
import { wantedRungs } from './wanted.ts';

/** When each person had which mail. */
const mailsOf = (rows: readonly Telling[]): Map<string, number[]> => {
  const mails = new Map<string, number[]>();
  for (const [, [row]] of Map.groupBy(rows, ({ message = '' }) => message)) {
    if (!row?.sentAt) continue;
    mails.set(row.recipient, [...(mails.get(row.recipient) ?? []), Date.parse(row.sentAt)]);
  }
  return mails;
};

const doubles = (rows: readonly Telling[]): string[] =>
  [...Map.groupBy(rows, rowKey)]
    .filter(([, some]) => some.length > 1)
    .map(([key, some]) => `${key} was told ${some.length} times`);

const missing = (
  course: Course,
  rows: readonly Telling[],
  until: number,
  gaps: readonly Gap[],
): string[] => {
  const told = new Set(
    rows.map(({ step, round, plan, rung, as }) => [step, round, plan, rung, as].join('#')),
  );
  return wantedRungs(course, until, gaps)
    .filter(({ step, round, plan, rung, as }) => !told.has([step, round, plan, rung, as].join('#')))
    .map(({ review, step, round, plan, rung, as, at }) => {
      const what = [review, step, round, plan, rung].join('#');
      return `${what} was told to no ${as}: due at ${new Date(at).toISOString()}`;
    });
};

/**
 * What is wrong with what was sent of these reviews until an instant, held against what their courses,
 * the ladder and the clocks say, counted anew: early, late, beyond the cap, twice, or not at all.
 */
export const faultsOf = (
  courses: readonly Course[],
  sent: readonly Telling[],
  until: number,
  gaps: readonly Gap[],
  ends: ReadonlyMap<number, number> = new Map(),
): string[] => {
  const world = { gaps, ends, mails: mailsOf(sent) };
  const ofReview = Map.groupBy(sent, ({ review }) => review);
  const wrong = courses.flatMap((course) => {
    const rows = ofReview.get(course.review) ?? [];
    const faults = rows.flatMap((row) => {
      const fault = faultOf(course, row, dueAt(course, row), world);
      return fault ? [`${rowKey(row)} at ${row.sentAt} ${fault}`] : [];
    });
    return [...faults, ...missing(course, rows, until, gaps)];
  });
  return [...doubles(sent), ...wrong];
};
