import { now, timestamp } from '../../adapters/clock.ts';
import { getHeads } from '../../adapters/reviews.ts';
import type { PlannedMessage } from '../../domain/reminders/simulated-world.ts';
import { simulate, type Window } from '../../domain/reminders/simulation.ts';
import { situationOf } from '../../domain/situation.ts';
import { rulesInMemory } from '../../functions/reminders/simulation-rules.ts';
import { remindersState } from '../../functions/reminders/simulation-state.ts';
import type { Host } from '../../local/host.ts';
import type { Random } from '../crash/seeded.ts';
import { type Office, openOne, perform } from './acts.ts';
import { expiriesBy, nextDueRun, runReminders, untilQuiet } from './machine.ts';
import type { Gap } from './oracle.ts';
import { everybody } from './people.ts';
import { actFor, type Interval } from './script.ts';
import { differencesOf, plannedLines, sentBetween, sentLines } from './sent.ts';

/** All that goes on: who acts, on what, and what was found to differ. */
export interface Months {
  readonly office: Office;
  readonly random: Random;
  readonly reviews: string[];
  readonly runs: string[];
  readonly differences: string[];
  /** Answers to what people did, by act and status. */
  readonly answers: Map<string, number>;
  planned: number;
  /** When the clock jumped, or people acted, and nobody ran the machine. */
  readonly gaps: Gap[];
  /** When runs ended, by when they began. */
  readonly ends: Map<number, number>;
  host: Host;
  readonly reopen: () => Promise<Host>;
}

/** What the reminders would do from now on. */
const lookAhead = async (window: Window): Promise<PlannedMessage[]> => {
  const state = await remindersState();
  const heads = state.reviews.map(({ head }) => head);
  return simulate(state, await rulesInMemory(heads, state.people), window);
};

const quarter = 15 * 60_000;

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const runAt = async ({ host, runs, ends }: Months, at: number): Promise<number> => {
  if (at > now()) host.clock.forward(at - now());
  runs.push(iso(at));
  const expired = await runReminders();
  ends.set(at, now());
  return expired;
};

/** Lets the machine run at each quarter of an hour at which the record, or the simulation, says that something is due. */
const goOn = async (months: Months, to: number, planned: readonly PlannedMessage[]) => {
  const foretold = [...new Set(planned.map(({ at }) => Date.parse(at)))].sort((a, b) => a - b);
  let expiries = await expiriesBy(to);
  for (;;) {
    const due = (await nextDueRun(to, expiries)) ?? Number.POSITIVE_INFINITY;
    const next = Math.min(due, foretold.find((at) => at > now()) ?? due);
    if (!Number.isFinite(next)) return;
    const expired = await runAt(months, next);
    const left = expiries.filter((at) => at > now());
    expiries = expired > 0 ? await expiriesBy(to) : left;
  }
};

/** Nobody runs the machine before the clock has arrived; a host that was down runs it when it is there again. */
const jump = async (months: Months, to: number, restart: boolean): Promise<void> => {
  if (!restart) {
    await runAt(months, to);
    return;
  }
  await months.host.close();
  months.host = await months.reopen();
  months.host.clock.forward(Math.max(to - now(), 0));
  months.runs.push(iso(to));
  await months.host.remind();
  await untilQuiet();
  months.ends.set(to, now());
};

/** One stretch of time in which nobody acts: what was planned for it has to be what was sent in it. */
export const pass = async (months: Months, interval: Interval): Promise<void> => {
  const from = now();
  const to = from + interval.length;
  const late = (instant: number): number => (instant <= to ? to : Number.POSITIVE_INFINITY);
  const window = { from: iso(from), to: iso(to), ...(interval.jump && { runAt: late }) };
  const planned = await lookAhead(window);
  if (interval.jump) months.gaps.push({ from, to, runs: true });
  if (interval.jump) await jump(months, to, interval.restart);
  else await goOn(months, to, planned);
  if (now() < to) months.host.clock.forward(to - now());
  const sent = sentLines(await sentBetween(everybody, iso(from + 1), timestamp()), months.runs);
  months.planned += planned.length;
  const where = `${iso(from)} to ${iso(to)}${interval.jump ? ', a jump' : ''}`;
  const found = differencesOf(plannedLines(planned), sent);
  months.differences.push(...found.map((difference) => `${where}: ${difference}`));
};

const count = ({ answers }: Months, act: string, status: number): void => {
  const name = `${act} ${status}`;
  answers.set(name, (answers.get(name) ?? 0) + 1);
};

/** People open some reviews and act on some others, one after the other; then the machine comes to rest. */
const actSome = async (months: Months, opens: number, acts: number): Promise<void> => {
  const { office, random, reviews } = months;
  for (let opened = 0; opened < opens; opened += 1)
    reviews.push(await openOne(office, reviews.length + 1));
  await untilQuiet();
  const heads: Awaited<ReturnType<typeof getHeads>> = [];
  for (let from = 0; from < reviews.length; from += 100)
    heads.push(...(await getHeads(reviews.slice(from, from + 100))));
  const open = heads.filter(({ phase }) => phase === 'open');
  for (let done = 0; done < acts && open.length > 0; done += 1) {
    const [head] = open.splice(Math.floor(random() * open.length), 1);
    const act = head && actFor(random, situationOf(head), head.suspended !== undefined);
    if (act) count(months, act, await perform(office, head.id, act));
  }
  await untilQuiet();
};

/** The same, while nobody runs the machine; it ends well before the next quarter of an hour, so that looking ahead misses none. */
export const actAside = async (months: Months, opens: number, acts: number): Promise<void> => {
  const from = now();
  await actSome(months, opens, acts);
  const left = quarter - (now() % quarter);
  if (left < 3 * 60_000) months.host.clock.forward(left + 1000);
  months.gaps.push({ from, to: now(), runs: false });
};
