import type { Head } from '../review.ts';
import { dayIn, instantAt } from './calendar-days.ts';
import { allowedAt } from './manners.ts';
import { nothingReported } from './obligation-record.ts';
import { obligationHolds } from './owed-obligation.ts';
import { planIdOf, stopsWhenSeen } from './plan.ts';
import { reasonOf } from './planned-reason.ts';
import { rowKey } from './simulated-ledger.ts';
import type { Reachable } from './simulated-people.ts';
import { putOff, rowsFor, type SimulatedRun } from './simulated-run.ts';
import type { PlannedItem, PlannedMessage } from './simulated-world.ts';
import type { Telling } from './telling.ts';
import { type Capacity, pressureOf, stillTrue } from './tellings.ts';

/** Rows that may travel in one mail. */
const rowsPerMail = 100;

/** Whether the record still says what a row tells at an instant. */
const holds = (run: SimulatedRun, head: Head, row: Telling, at: string): boolean => {
  const { due } = run.rules.calendarsOf(head);
  if (row.kind === 'obligation') {
    const obligation = run.rules.obligations.find(({ id }) => id === row.step);
    const record = run.reviews.get(head.id)?.record ?? nothingReported;
    return obligationHolds(obligation, head, row, { due, today: dayIn(due, at) }, record);
  }
  const plan = planIdOf(head, due);
  if (!stillTrue(head, row, plan, row.for ?? row.recipient)) return false;
  return !head.seen || !stopsWhenSeen(run.rules.ladderOf(head), row);
};

/** Whom a row concerns now: the same thing told in the same capacity. */
const concerned = (run: SimulatedRun, head: Head, row: Telling, at: string): Telling[] => {
  const { review, step, round, plan, rung, kind } = row;
  const as = row.as as Capacity;
  const person = as === 'person' ? { person: row.for ?? row.recipient } : {};
  const wanted = { review, step, round, plan, rung, kind, as, ...person };
  return rowsFor(run, head, [wanted], at);
};

/** Whether a row is still to be told to its recipient; else it is dropped, and given to those whom it concerns now. */
const isStillOwed = (run: SimulatedRun, row: Telling, at: string): boolean => {
  const head = run.reviews.get(row.review)?.head;
  const dropped = { ...row, status: 'dropped' } as const;
  if (!head || !holds(run, head, row, at)) {
    run.ledger.put(dropped);
    return false;
  }
  const now = concerned(run, head, row, at);
  if (now.some((one) => one.recipient === row.recipient && one.for === row.for)) return true;
  for (const one of now) run.ledger.add({ ...one, notBefore: at });
  run.ledger.put(dropped);
  return false;
};

/** How many mails somebody had since their day began. */
const toldToday = (run: SimulatedRun, person: Reachable, at: string): number => {
  const where = run.rules.whereaboutsOf(person);
  return run.ledger.toldSince(person.id, instantAt(where, dayIn(where, at), '00:00'));
};

/** Whether a row may go now; else it is put off to when quiet hours and cap allow it. */
const mayGo = (
  run: SimulatedRun,
  person: Reachable,
  row: Telling,
  at: string,
  told: number,
): boolean => {
  const head = run.reviews.get(row.review)?.head;
  if (!head) return false;
  const { manners } = run.rules.ladderOf(head);
  const until = allowedAt(at, manners, run.rules.whereaboutsOf(person), told, pressureOf(row.kind));
  if (until === 'now') return true;
  run.ledger.put(putOff(run, row, until, { capped: told >= manners.perPersonPerDay, head }));
  return false;
};

const itemOf = (run: SimulatedRun, row: Telling): PlannedItem[] => {
  const head = run.reviews.get(row.review)?.head;
  if (!head) return [];
  const { review, step, round, plan, rung, kind, as } = row;
  const reason = [reasonOf(row, head, run.rules), ...(run.waits.get(rowKey(row)) ?? [])].join('; ');
  const { contributor, mission } = head;
  const place = { unit: head.unit.name, contributor, mission };
  const whose = row.for ? { for: row.for } : {};
  return [{ review, step, round, plan, rung, kind, as, ...whose, ...place, reason }];
};

/** One mail with these rows, as sent. */
const mailOf = (
  run: SimulatedRun,
  { id, role }: Reachable,
  rows: readonly Telling[],
  at: string,
): PlannedMessage => {
  for (const row of rows) run.ledger.put({ ...row, status: 'sent', sentAt: at });
  run.ledger.tell(id, at);
  return { at, recipient: id, role, items: rows.flatMap((row) => itemOf(run, row)) };
};

const deliverTo = (
  run: SimulatedRun,
  recipient: string,
  owed: readonly Telling[],
  at: string,
): PlannedMessage[] => {
  const person = run.people.byId.get(recipient);
  if (!person?.email || person.erased) {
    for (const row of owed) run.ledger.put({ ...row, status: 'dropped' });
    return [];
  }
  const rows = owed.filter((row) => isStillOwed(run, row, at));
  const told = toldToday(run, person, at);
  const going = rows.filter((row) => mayGo(run, person, row, at, told));
  return going.length > 0 ? [mailOf(run, person, going.slice(0, rowsPerMail), at)] : [];
};

/** Everybody who may be told something by an instant, each in one mail, until nobody is left. */
export const deliverOwed = (run: SimulatedRun, at: string): PlannedMessage[] => {
  const planned: PlannedMessage[] = [];
  for (;;) {
    const owed = run.ledger.owed().filter(({ notBefore }) => notBefore <= at);
    if (owed.length === 0) return planned;
    const people = Map.groupBy(owed, ({ recipient }) => recipient);
    for (const [recipient, rows] of [...people].sort(([a], [b]) => (a < b ? -1 : 1)))
      planned.push(...deliverTo(run, recipient, rows, at));
  }
};
