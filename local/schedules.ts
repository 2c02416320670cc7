import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { now } from '../adapters/clock.ts';

const minute = 60_000;

/** Starts one run of a machine; a run of the same minute is the same run. */
const starter =
  (client: SFNClient, name: string, stateMachineArn: string, input: object) =>
  async (): Promise<void> => {
    const run = {
      stateMachineArn,
      name: `${name}-${Math.floor(now() / minute)}`,
      input: JSON.stringify(input),
    };
    await client.send(new StartExecutionCommand(run)).catch((error) => {
      if (error.name !== 'ExecutionAlreadyExists') throw error;
    });
  };

/** What EventBridge does on AWS: reminders every fifteen minutes, an anchor every hour, by the wall clock. */
export const openSchedules = (client: SFNClient, arnOf: (machine: string) => string) => {
  const runReminders = starter(client, 'reminders', arnOf('reminders'), { round: 0 });
  const runAnchor = starter(client, 'anchor', arnOf('anchor'), {});
  const tickers = [
    setInterval(() => void runReminders().catch(() => {}), 15 * minute),
    setInterval(() => void runAnchor().catch(() => {}), 60 * minute),
  ];
  const close = async (): Promise<void> => {
    for (const ticker of tickers) clearInterval(ticker);
  };
  return { runReminders, runAnchor, close };
};
