import { executionArn } from './arns.ts';

type Ending = 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** How an execution ended; `output` is JSON. */
export interface Outcome {
  readonly status: Ending;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** An event as GetExecutionHistory shows it, with the details object of its type. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly type: string;
  readonly [details: string]: unknown;
}

/** How what ran ends when the process that ran it does; on AWS no execution ends like this. */
export const endWithHost: Outcome = {
  status: 'ABORTED',
  error: 'HostEnded',
  cause: 'The process that ran it has ended.',
};

export interface Start {
  readonly machine: string;
  readonly name: string;
  /** JSON, as it was sent. */
  readonly input: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Execution extends Start {
  readonly arn: string;
  /** Counts the starts: newest is highest. */
  readonly sequence: number;
  readonly events: HistoryEvent[];
  end?: Outcome & { readonly at: number };
}

export interface Happening {
  readonly type: string;
  readonly details: Readonly<Record<string, object>>;
}

/** AWS ends an execution with its 25,000th event. */
export const maxEvents = 25_000;

/** Appends an event to the history; returns its id. */
export const addEvent = (
  { events }: Execution,
  { type, details }: Happening,
  previousEventId: number,
  at: number,
): number => {
  const id = events.length + 1;
  events.push({ id, previousEventId, timestamp: at / 1000, type, ...details });
  return id;
};

export const begin = (start: Start, sequence: number): Execution => {
  const arn = executionArn(start.machine, start.name);
  const execution: Execution = { ...start, arn, sequence, events: [] };
  const details = { executionStartedEventDetails: { input: start.input } };
  addEvent(execution, { type: 'ExecutionStarted', details }, 0, start.at);
  return execution;
};

const lastHappening = ({ status, output, error, cause }: Outcome): Happening => {
  const failure = { error, cause };
  switch (status) {
    case 'SUCCEEDED':
      return {
        type: 'ExecutionSucceeded',
        details: { executionSucceededEventDetails: { output } },
      };
    case 'FAILED':
      return { type: 'ExecutionFailed', details: { executionFailedEventDetails: failure } };
    case 'TIMED_OUT': {
      const details = { executionTimedOutEventDetails: { error: 'States.Timeout' } };
      return { type: 'ExecutionTimedOut', details };
    }
    case 'ABORTED':
      return { type: 'ExecutionAborted', details: { executionAbortedEventDetails: failure } };
  }
};

/** Ends an execution and its history. */
export const conclude = (execution: Execution, outcome: Outcome, at: number): void => {
  const isCutOff = outcome.status === 'ABORTED' || outcome.status === 'TIMED_OUT';
  addEvent(execution, lastHappening(outcome), isCutOff ? 0 : execution.events.length, at);
  execution.end = { ...outcome, at };
};
