import type { Head } from '../review.ts';
import { allowedAt } from './manners.ts';
import { nothingReported } from './obligation-record.ts';
import { nextObligation } from './owed-obligation.ts';
import { nextRung, planOf } from './plan.ts';
import { waitReason } from './planned-reason.ts';
import { type Fired, type SimulatedFiring, simulatedFiring } from './simulated-firing.ts';
import { type LedgerInMemory, ledgerInMemory, rowKey, rowOf } from './simulated-ledger.ts';
import { peopleForSimulation, type SimulatedPeople } from './simulated-people.ts';
import type { OpenReview, PendingDue, ReminderRules, RemindersState } from './simulated-world.ts';
import type { Telling } from './telling.ts';
import { pressureOf, type Wanted } from './tellings.ts';

/** The reminders as they go on in memory: what the record says, what is due, and what is owed. */
export interface SimulatedRun {
  readonly rules: ReminderRules;
  readonly people: SimulatedPeople;
  readonly ledger: LedgerInMemory;
  readonly reviews: Map<string, OpenReview>;
  due: PendingDue[];
  /** Why rows waited, by row. */
  readonly waits: Map<string, string[]>;
}

export const simulatedRun = (state: RemindersState, rules: ReminderRules): SimulatedRun => ({
  rules,
  people: peopleForSimulation(state.people, state.delegations),
  ledger: ledgerInMemory(state),
  reviews: new Map(state.reviews.map((review) => [review.head.id, review])),
  due: [...state.due],
  waits: new Map(),
});

/** Notes why a row waits, and returns it with the instant until which it does. */
export const putOff = (
  { waits, rules }: SimulatedRun,
  row: Telling,
  until: string,
  why: { readonly capped: boolean; readonly head: Head },
): Telling => {
  const { perPersonPerDay } = rules.ladderOf(why.head).manners;
  const said = waitReason(why.capped ? 'cap' : 'quiet', until, perPersonPerDay);
  waits.set(rowKey(row), [...(waits.get(rowKey(row)) ?? []), said]);
  return { ...row, notBefore: until };
};

/** The rows that tell what is wanted, each once; none of those that the ledger has already. */
export const rowsFor = (
  { people, rules }: SimulatedRun,
  head: Head,
  wanted: readonly Wanted[],
  at: string,
): Telling[] => {
  const rows = wanted.flatMap((one) =>
    people
      .audience(head, one, rules.calendarsOf(head), at)
      .map((recipient) => rowOf(one, recipient, at)),
  );
  return [...new Map(rows.map((row) => [rowKey(row), row])).values()];
};

/** Owes a row from when its recipient may be told at all, as far as quiet hours say. */
const owe = (run: SimulatedRun, head: Head, row: Telling): void => {
  const person = run.people.byId.get(row.recipient);
  if (!person) return;
  const { manners } = run.rules.ladderOf(head);
  const where = run.rules.whereaboutsOf(person);
  const at = allowedAt(row.notBefore, manners, where, 0, pressureOf(row.kind));
  run.ledger.add(at === 'now' ? row : putOff(run, row, at, { capped: false, head }));
};

/** Puts the next rungs of a review where they will be found; nothing while none is left. */
const putNextRungs = (
  run: SimulatedRun,
  head: Head,
  { since, after }: { since: string; after: string },
): void => {
  const plan = planOf(head, since, run.rules.ladderOf(head), run.rules.calendarsOf(head));
  const next = nextRung(plan, after);
  const open = run.reviews.get(head.id);
  if (open) run.reviews.set(head.id, { ...open, since });
  if (!next) return;
  const { step, round, plan: id, at } = next;
  const item = { kind: 'rungs', review: head.id, step, round, plan: id, since } as const;
  run.due.push({ at, item });
};

/** Puts the next tellings of what a unit owes again and again where they will be found, each once. */
const putNextObligations = (
  run: SimulatedRun,
  head: Head,
  { of, after }: NonNullable<SimulatedFiring['owed']>,
): void => {
  for (const obligation of of) {
    const calendars = run.rules.obligationCalendarsOf(head, obligation);
    const next = nextObligation(obligation, head, calendars, after);
    const isThere = run.due.some(
      ({ at, item }) =>
        at === next?.at &&
        item.kind === 'obligation' &&
        item.review === head.id &&
        item.obligation === obligation.id,
    );
    if (next && !isThere) run.due.push(next);
  }
};

const firedOf = (run: SimulatedRun, { head, since, acts, record }: OpenReview): Fired => ({
  head,
  since,
  acts,
  record: record ?? nothingReported,
  rules: run.rules,
  before: () => run.ledger.remindersSent(head.id, head.waiting ?? head.stage, head.round),
});

/** Fires one due item at an instant: what it tells, and the next rungs. */
const fireOne = (run: SimulatedRun, due: PendingDue, now: string): void => {
  const open = run.reviews.get(due.item.review);
  const firing = open && simulatedFiring(due, now, firedOf(run, open));
  if (!open || !firing) return;
  for (const row of rowsFor(run, open.head, firing.wanted, now)) owe(run, open.head, row);
  if (firing.next) putNextRungs(run, open.head, firing.next);
  if (firing.owed) putNextObligations(run, open.head, firing.owed);
};

/** Fires everything that is due by an instant, oldest first, and what becomes due by that. */
export const fireDue = (run: SimulatedRun, now: string): void => {
  for (;;) {
    const due = run.due.filter(({ at }) => at <= now).sort((a, b) => (a.at < b.at ? -1 : 1));
    if (due.length === 0) return;
    run.due = run.due.filter(({ at }) => at > now);
    for (const one of due) fireOne(run, one, now);
  }
};
