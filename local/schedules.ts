import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { now } from '../adapters/clock.ts';
import { executionArn } from './step-functions/arns.ts';

const minute = 60_000;
const shortlyMs = 300;
const pollMs = 20;

/** A machine that can be started: what it is called, where it is, and what it is given. */
interface Startable {
  readonly name: string;
  readonly stateMachineArn: string;
  readonly input: object;
}

/** Starts one run of a machine; a run of the same `grain` of time (in milliseconds) is the same run. */
const starter =
  (client: SFNClient, { name, stateMachineArn, input }: Startable, grain: number) =>
  async (): Promise<string> => {
    const run = `${name}-${grain}-${Math.floor(now() / grain)}`;
    const started = { stateMachineArn, name: run, input: JSON.stringify(input) };
    await client.send(new StartExecutionCommand(started)).catch((error) => {
      if (error.name !== 'ExecutionAlreadyExists') throw error;
    });
    return executionArn(name, run);
  };

/** Waits until a run has ended, however it ended. */
const untilEnded = async (client: SFNClient, executionArn: string): Promise<void> => {
  const describe = new DescribeExecutionCommand({ executionArn });
  while ((await client.send(describe)).status === 'RUNNING') await pause(pollMs);
};

/** Does something a moment after it was last asked for: many calls within that moment are one. */
const soonAfter = (work: () => Promise<unknown>) => {
  let timer: NodeJS.Timeout | undefined;
  return {
    ask: () => {
      clearTimeout(timer);
      timer = setTimeout(() => void work().catch(() => {}), shortlyMs);
    },
    forget: () => clearTimeout(timer),
  };
};

/**
 * What EventBridge does on AWS: reminders every fifteen minutes, an anchor every hour, by the wall
 * clock. Whoever moves the clock, or starts the host anew, asks for the reminders before that.
 */
export const openSchedules = (client: SFNClient, arnOf: (machine: string) => string) => {
  const reminders = {
    name: 'reminders',
    stateMachineArn: arnOf('reminders'),
    input: { round: 0 },
  };
  const anchor = { name: 'anchor', stateMachineArn: arnOf('anchor'), input: {} };
  const remind = starter(client, reminders, 1);
  const runAnchor = starter(client, anchor, minute);
  const soon = soonAfter(remind);
  const tickers = [
    setInterval(() => void starter(client, reminders, minute)().catch(() => {}), 15 * minute),
    setInterval(() => void runAnchor().catch(() => {}), 60 * minute),
  ];
  return {
    runReminders: async (): Promise<void> => void (await remind()),
    /** The same, and waits until that run has ended. */
    remindToTheEnd: async (): Promise<void> => untilEnded(client, await remind()),
    remindSoon: soon.ask,
    runAnchor: async (): Promise<void> => void (await runAnchor()),
    close: async (): Promise<void> => {
      soon.forget();
      for (const ticker of tickers) clearInterval(ticker);
    },
  };
};
