import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { now } from '../../adapters/clock.ts';
import { pendingDue } from '../../adapters/pending-reminders.ts';
import { useDynamoDB } from '../../adapters/table.ts';
import { handler as expireStages } from '../../functions/expire-stages.ts';
import { handler as findDue } from '../../functions/find-due.ts';
import { handler as sendReminder } from '../../functions/send-reminder.ts';
import { startHost } from '../support/host.ts';
import { meterReads } from '../support/read-meter.ts';
import { embedded } from './embedded.ts';
import { figure, printTable } from './print-table.ts';
import { openWaiting, registerMissions } from './waiting-reviews.ts';
import { meterWrites } from './write-meter.ts';
import { billedUnits } from './write-units.ts';

const day = 86_400_000;
const hour = 3_600_000;
const quarter = hour / 4;
const due = 100;
const runsPerMonth = (30 * day) / quarter;

/** What one run of the reminders took. */
interface Run {
  readonly mails: number;
  /** Messages in these mails. */
  readonly told: number;
  readonly milliseconds: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly transitions: number;
}

type Host = Awaited<ReturnType<typeof startHost>>;

// No task reads its context.
const nowhere = {} as Parameters<typeof findDue>[1];

/**
 * The tasks of one run but the reconciler, which looks at a hundred open reviews whatever is due. The
 * transitions that the run takes: a start, three states a round, one for each person, and two at the end.
 */
const runTasks = async (): Promise<number> => {
  let transitions = 3;
  for (let round = 0, more = true; more; ) {
    const found = await findDue({ round }, nowhere);
    for (const person of found.recipients) await sendReminder({ person }, nowhere);
    transitions += 3 + found.recipients.length;
    ({ more, round } = found);
  }
  await expireStages({}, nowhere);
  return transitions;
};

/** Measures runs of the machine on a host that runs in this process. */
const measuring = (host: Host) => {
  const table = new DynamoDBClient(embedded(host.endpoints.table));
  const reads = meterReads(table);
  const meter = meterWrites(table);
  useDynamoDB(table);
  const outbox = () => readdirSync(join(host.folder, 'outbox'));
  return async (): Promise<Run> => {
    const before = { mails: outbox().length, reads: reads(), writes: meter.writes.length };
    const begun = performance.now();
    const transitions = await runTasks();
    const milliseconds = performance.now() - begun;
    const readUnits = reads() - before.reads;
    const written = meter.writes.slice(before.writes);
    return {
      mails: outbox().length - before.mails,
      told: JSON.stringify(written).split('"status":{"S":"sent"}').length - 1,
      milliseconds,
      readUnits,
      writeUnits: billedUnits(written),
      transitions,
    };
  };
};

/** Moves the clock to the day of the latest first rung, when New York is awake. */
const toFirstRung = async (host: Host): Promise<void> => {
  const latest = Math.max(...(await pendingDue()).map(({ at }) => Date.parse(at)));
  host.clock.forward(Math.floor(latest / day) * day + 15.5 * hour - now());
};

/** A run in which the same number is due, and one in which nothing is, with so many reviews open. */
const runsWith = async (open: number): Promise<{ busy: Run; idle: Run }> => {
  const host = await startHost();
  await registerMissions(host.url);
  await openWaiting(due);
  await toFirstRung(host);
  await openWaiting(open - due);
  const run = measuring(host);
  const busy = await run();
  host.clock.forward(quarter);
  const idle = await run();
  await host.close();
  return { busy, idle };
};

const line = (
  name: string,
  { mails, told, milliseconds, readUnits, writeUnits, transitions }: Run,
) => [
  name,
  String(mails),
  String(told),
  figure(readUnits),
  figure(writeUnits),
  String(transitions),
  figure(Math.round(milliseconds)),
];

const ratio = (name: string, few: Run, many: Run) => [
  name,
  figure(many.mails / few.mails),
  figure(many.told / few.told),
  figure(many.readUnits / few.readUnits),
  figure(many.writeUnits / few.writeUnits),
  figure(many.transitions / few.transitions),
  figure(many.milliseconds / few.milliseconds),
];

/** A month of a thousand open reviews: the runs in which nothing is due, and three rungs of each review. */
const printMonth = ({ busy, idle }: { busy: Run; idle: Run }): void => {
  const rungs = 3 * 1000;
  const perRung = (of: (run: Run) => number) => (of(busy) - of(idle)) / busy.told;
  const month = (of: (run: Run) => number) => runsPerMonth * of(idle) + rungs * perRung(of);
  printTable('A month of 1,000 open reviews, three rungs each, as counted above', [
    ['', 'idle runs', 'what is due', 'all'],
    ...(
      [
        ['state transitions', (run: Run) => run.transitions],
        ['read units', (run: Run) => run.readUnits],
        ['write units', (run: Run) => run.writeUnits],
      ] as const
    ).map(([name, of]) => [
      name,
      figure(Math.round(runsPerMonth * of(idle))),
      figure(Math.round(rungs * perRung(of))),
      figure(Math.round(month(of))),
    ]),
  ]);
};

/** Prints what the reminders cost, and that it grows with what is due and not with what is open. */
export const measureReminders = async (): Promise<void> => {
  const few = await runsWith(200);
  const many = await runsWith(2000);
  printTable(`One run of the reminders without the reconciler, ${due} reviews due to 20 people`, [
    ['', 'mails', 'reminders', 'read units', 'write units', 'transitions', 'ms'],
    line('200 open', few.busy),
    line('2,000 open', many.busy),
    ratio('x', few.busy, many.busy),
    line('200 open, nothing due', few.idle),
    line('2,000 open, nothing due', many.idle),
  ]);
  const perSecond = (1000 * few.busy.told) / few.busy.milliseconds;
  console.log(
    `  ${figure(Math.round(perSecond))} reminders a second, in ${figure((1000 * few.busy.mails) / few.busy.milliseconds)} mails`,
  );
  printMonth(few);
};
