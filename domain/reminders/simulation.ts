import { deliverOwed } from './simulated-delivery.ts';
import { expireSteps, expiryInstant } from './simulated-expiry.ts';
import { fireDue, type SimulatedRun, simulatedRun } from './simulated-run.ts';
import type { PlannedMessage, ReminderRules, RemindersState } from './simulated-world.ts';

const quarter = 15 * 60_000;

/** The first run of the machine that is not before an instant (milliseconds): it runs each quarter of an hour. */
const runAt = (instant: number): number => Math.ceil(instant / quarter) * quarter;

/** The window of a simulation, both ends included; `runAt` tells when the machine runs at or after an instant. */
export interface Window {
  readonly from: string;
  readonly to: string;
  readonly runAt?: (instant: number) => number;
}

/** The next instant at which the record asks for anything; undefined when nothing is left. */
const nextInstant = (run: SimulatedRun): number | undefined => {
  let next = Number.POSITIVE_INFINITY;
  for (const { at } of run.due) next = Math.min(next, Date.parse(at));
  for (const { notBefore } of run.ledger.owed()) next = Math.min(next, Date.parse(notBefore));
  for (const { head } of run.reviews.values())
    next = Math.min(next, expiryInstant(run, head) ?? next);
  return Number.isFinite(next) ? next : undefined;
};

/** One run of the machine: it fires what is due, tells people, then lets expire what nobody heeded. */
const runOnce = (run: SimulatedRun, at: string): PlannedMessage[] => {
  fireDue(run, at);
  const planned = deliverOwed(run, at);
  expireSteps(run, at);
  return planned;
};

/**
 * Every mail that the reminders would send in a window if nobody did anything meanwhile, in the order
 * in which they would go out. It decides with the machine's own rules, and goes from one instant at
 * which something is due to the next.
 */
export const simulate = (
  state: RemindersState,
  rules: ReminderRules,
  { from, to, runAt: when = runAt }: Window,
): PlannedMessage[] => {
  const run = simulatedRun(state, rules);
  const planned: PlannedMessage[] = [];
  let earliest = Date.parse(from);
  for (;;) {
    const next = nextInstant(run);
    const at = next === undefined ? undefined : when(Math.max(next, earliest));
    if (at === undefined || at > Date.parse(to)) return planned;
    planned.push(...runOnce(run, new Date(at).toISOString()));
    earliest = at + 1;
  }
};
