import type { Execution } from './execution.ts';
import { invoke } from './lambda.ts';
import type { Task } from './machine.ts';
import { BeyondCatch } from './task-failed.ts';
import type { TaskTokens } from './task-tokens.ts';

/** The attempts at tasks of one execution. */
export interface Attempts {
  /** What `$$.Task.Token` is for the attempt about to begin. */
  nextToken(): string;
  run(task: Task, input: unknown): Promise<unknown>;
  /** Fails all that is under way, and all to come, so that neither timer nor token is left. */
  end(): void;
}

const over = () => new BeyondCatch('States.Runtime', 'The execution has ended.');

const payloadOf = (input: unknown): unknown => {
  const { Payload } = JSON.parse(JSON.stringify(input)) as { Payload?: unknown };
  return Payload ?? {};
};

export const attemptsOf = (execution: Execution, tokens: TaskTokens): Attempts => {
  const underWay = new Set<(reason: Error) => void>();
  let hasEnded = false;
  let token: string | undefined;
  const nextToken = () => {
    token ??= tokens.mint(execution);
    return token;
  };
  // The interpreter goes from the payload to here without yielding, iterations of a Map included:
  // the token just read is this attempt's.
  const begin = (task: Task, input: unknown) => {
    const payload = payloadOf(input);
    const own = nextToken();
    token = undefined;
    const result = Promise.withResolvers<unknown>();
    underWay.add(result.reject);
    const forget = task.waits ? tokens.open(own, result, task.timeoutSeconds) : () => undefined;
    return { payload, result, forget };
  };
  const run = async (task: Task, input: unknown) => {
    if (hasEnded) throw over();
    const { payload, result, forget } = begin(task, input);
    const finish = (answer: unknown) => result.resolve({ Payload: answer, StatusCode: 200 });
    invoke(task, payload, task.timeoutSeconds).then(
      task.waits ? () => undefined : finish,
      result.reject,
    );
    try {
      return await result.promise;
    } finally {
      forget();
      underWay.delete(result.reject);
    }
  };
  const end = () => {
    hasEnded = true;
    for (const reject of underWay) reject(over());
  };
  return { nextToken, run, end };
};
