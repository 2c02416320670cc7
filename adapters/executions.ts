import {
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { now } from './clock.ts';
import { setting } from './environment.ts';
import { classified } from './unavailable.ts';

let client = new SFNClient({});

/** Gives Step Functions another client: tests inject faults or stay in process with it. */
export const useStepFunctions = (other: SFNClient): void => {
  client = other;
};

let endedWithHost = (_execution: string): boolean => false;

/** Tells which executions ended because the process that ran them did; on AWS none does, and nobody tells. */
export const useEndings = (ended: (execution: string) => boolean): void => {
  endedWithHost = ended;
};

const nameOf = (review: string, run: number): string => `review-${review}-${run}`;

/** Whether the execution of this run ended only because the host did that ran it. */
export const hasEndedWithHost = (review: string, run: number): boolean =>
  endedWithHost(nameOf(review, run));

const named = (error: unknown, ...names: string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** Starts a machine under a name; an execution that exists already counts as started. */
const start = async (stateMachineArn: string, name: string, input: object): Promise<void> => {
  try {
    await client.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
    );
  } catch (error) {
    if (!named(error, 'ExecutionAlreadyExists')) throw classified(error);
  }
};

/** Starts `review-{id}-{run}`; one that exists already counts as started. */
export const startExecution = (review: string, run: number): Promise<void> =>
  start(setting('REVIEW_STATE_MACHINE_ARN'), nameOf(review, run), { review, run, round: 0 });

/** Starts `export-{job}-{run}`, which writes these files; one that exists already counts as started. */
export const startExport = (job: string, run: number, names: readonly string[]): Promise<void> =>
  start(setting('EXPORT_STATE_MACHINE_ARN'), `export-${job}-${run}`, {
    files: names.map((file) => ({ job, file })),
  });

/** Commands within so many milliseconds start one run between them. */
const gathered = 5_000;

/** Has the events machine tell webhooks what happened, once for all commands of the same few seconds; it waits longer than those. */
export const startEvents = (): Promise<void> =>
  start(setting('EVENTS_STATE_MACHINE_ARN'), `events-${Math.floor(now() / gathered)}`, {
    round: 0,
  });

const ofNobody = ['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'] as const;

/**
 * Whether an execution waits with this token. A heartbeat asks, because it is the one call that needs
 * the token and changes nothing: no wait of ours has a heartbeat to miss.
 */
export const isWaitedFor = async (taskToken: string): Promise<boolean> => {
  try {
    await client.send(new SendTaskHeartbeatCommand({ taskToken }));
    return true;
  } catch (error) {
    if (named(error, ...ofNobody)) return false;
    throw classified(error);
  }
};

/** Ends a wait. False when nobody waits with this token any more. */
export const endWait = async (taskToken: string, output: unknown): Promise<boolean> => {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
    return true;
  } catch (error) {
    if (named(error, ...ofNobody)) return false;
    throw classified(error);
  }
};
