import { randomBytes } from 'node:crypto';
import { executionArn } from './arns.ts';
import type { Start } from './execution.ts';
import { Fault } from './fault.ts';
import { TaskFailed } from './task-failed.ts';

/** An attempt of a task that waits for its answer. */
interface Waiting {
  resolve(output: unknown): void;
  reject(reason: Error): void;
}

export interface TaskTokens {
  /** Makes a token; it opens nothing yet. */
  mint(execution: Start): string;
  /** Lets the token answer for so many seconds; call the result when the attempt is over. */
  open(token: string, waiting: Waiting, seconds: number): () => void;
  /** Uses the token up. Throws InvalidToken, TaskDoesNotExist or TaskTimedOut. */
  take(token: string): Waiting;
  /** Whether it can still be used. Throws as `take` does. */
  check(token: string): void;
  /** Times out what is overdue by the injected clock, which may have jumped. */
  expire(): void;
}

const nonceBytes = 32;

const mint = ({ machine, name }: Start): string =>
  Buffer.from(`${machine}:${name}:${randomBytes(nonceBytes).toString('hex')}`).toString(
    'base64url',
  );

// A token names its execution, so that one long forgotten is still told from one that never was.
const executionOf = (token: string): string => {
  const bytes = Buffer.from(token, 'base64url');
  const [machine, name, nonce, ...more] = bytes.toString().split(':');
  const isWhole = machine && name && nonce?.length === nonceBytes * 2 && more.length === 0;
  if (!isWhole || bytes.toString('base64url') !== token) {
    throw new Fault('InvalidToken', "Invalid Token: 'Invalid token'");
  }
  return executionArn(machine, name);
};

const gone = (isKnown: boolean): Fault =>
  isKnown
    ? new Fault('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
    : new Fault('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");

/** The tokens that can still be answered. `isKnown` tells whether an execution ever was, by ARN. */
export const taskTokens = (now: () => number, isKnown: (arn: string) => boolean): TaskTokens => {
  const waiting = new Map<string, Waiting & { readonly dueAt: number }>();
  let nextDue = Number.POSITIVE_INFINITY;
  const find = (token: string) => {
    const arn = executionOf(token);
    const task = waiting.get(token);
    if (!task) throw gone(isKnown(arn));
    return task;
  };
  return {
    mint,
    open(token, { resolve, reject }, seconds) {
      const dueAt = now() + seconds * 1000;
      waiting.set(token, { resolve, reject, dueAt });
      nextDue = Math.min(nextDue, dueAt);
      // Set before the interpreter's own timer of the same length, so no answer comes between the two.
      const timer = setTimeout(() => waiting.delete(token), seconds * 1000);
      return () => {
        clearTimeout(timer);
        waiting.delete(token);
      };
    },
    take(token) {
      const task = find(token);
      waiting.delete(token);
      return task;
    },
    check: (token) => void find(token),
    expire() {
      if (now() < nextDue) return;
      nextDue = Number.POSITIVE_INFINITY;
      for (const [token, { dueAt, reject }] of waiting) {
        if (dueAt > now()) nextDue = Math.min(nextDue, dueAt);
        else {
          waiting.delete(token);
          reject(new TaskFailed('States.Timeout', 'States.Timeout'));
        }
      }
    },
  };
};
