import { ExecutionError, ExecutionTimeoutError, type RunOptions } from 'aws-local-stepfunctions';
import { machineArn } from './arns.ts';
import { type Attempts, attemptsOf } from './attempts.ts';
import { type Execution, maxEvents, type Outcome } from './execution.ts';
import { recorder } from './history.ts';
import type { Machine } from './machine.ts';
import type { TaskTokens } from './task-tokens.ts';

export interface Surroundings {
  readonly tokens: TaskTokens;
  readonly now: () => number;
  /** Milliseconds before every retry, instead of what the definition says. */
  readonly retryDelays: number | undefined;
}

type Overrides = NonNullable<RunOptions['overrides']>;

const contextOf = ({ machine, name, arn }: Execution, attempts: Attempts) => ({
  Execution: { Id: arn, Name: name, RedriveCount: 0 },
  StateMachine: { Id: machineArn(machine), Name: machine },
  Task: {
    get Token() {
      return attempts.nextToken();
    },
  },
});

const overridesOf = (
  { tasks, retried }: Machine,
  attempts: Attempts,
  retryDelays: number | undefined,
): Overrides => {
  const calls = [...tasks].map(([state, task]) => [
    state,
    (input: unknown) => attempts.run(task, input),
  ]);
  const delays = retryDelays === undefined ? [] : retried.map((state) => [state, retryDelays]);
  return {
    taskResourceLocalHandlers: Object.fromEntries(calls),
    retryIntervalOverrides: Object.fromEntries(delays),
  };
};

const outcomeOf = async (result: Promise<unknown>): Promise<Outcome> => {
  try {
    return { status: 'SUCCEEDED', output: JSON.stringify(await result) };
  } catch (error) {
    if (error instanceof ExecutionTimeoutError) return { status: 'TIMED_OUT' };
    const reason = error instanceof ExecutionError ? error.cause : error;
    if (!(reason instanceof Error)) return { status: 'FAILED', error: 'States.Runtime' };
    const { name, message } = reason;
    return { status: 'FAILED', error: name, cause: message === name ? undefined : message };
  }
};

const tooLong: Outcome = {
  status: 'FAILED',
  error: 'States.Runtime',
  cause: `The execution reached the maximum number of history events (${maxEvents}).`,
};

/**
 * Runs an execution to its end, told once by `finish`, and keeps its history. The result stops it,
 * without a word to `finish`.
 */
export const interpret = (
  machine: Machine,
  execution: Execution,
  { tokens, now, retryDelays }: Surroundings,
  finish: (outcome: Outcome) => void,
): (() => void) => {
  const attempts = attemptsOf(execution, tokens);
  const { result, eventLogs, abort } = machine.interpreter.run(JSON.parse(execution.input), {
    context: contextOf(execution, attempts),
    overrides: overridesOf(machine, attempts, retryDelays),
  });
  const record = recorder(execution, machine);
  const recorded = async (): Promise<Outcome | undefined> => {
    for await (const log of eventLogs) {
      if (execution.end) return undefined;
      record(log, now());
      if (execution.events.length >= maxEvents - 1) return tooLong;
    }
    return undefined;
  };
  const stop = () => {
    attempts.end();
    abort();
  };
  const conclude = async () => {
    const outcome = outcomeOf(result);
    const ending = (await recorded()) ?? (await outcome);
    stop();
    if (!execution.end) finish(ending);
  };
  void conclude();
  return stop;
};
