import type { StateMachine as Interpreter } from 'aws-local-stepfunctions';
import { region } from './arns.ts';
import { addEvent, type Execution, type Happening } from './execution.ts';
import type { Machine, Task } from './machine.ts';

type EventLog =
  ReturnType<Interpreter['run']>['eventLogs'] extends AsyncGenerator<infer Log> ? Log : never;

type StateLog = Extract<EventLog, { state: unknown }>;

const resourceOf = ({ waits }: Task) => ({
  resourceType: 'lambda',
  resource: waits ? 'invoke.waitForTaskToken' : 'invoke',
});

// AWS shows the parameters here, and the token in them; we show a token to nobody.
const scheduled = (task: Task): Happening => ({
  type: 'TaskScheduled',
  details: {
    taskScheduledEventDetails: {
      ...resourceOf(task),
      region,
      timeoutInSeconds: task.timeoutSeconds,
    },
  },
});

const failed = (task: Task, { Error: error, Cause: cause }: { Error: string; Cause: unknown }) =>
  error === 'States.Timeout'
    ? {
        type: 'TaskTimedOut',
        details: { taskTimedOutEventDetails: { ...resourceOf(task), error } },
      }
    : {
        type: 'TaskFailed',
        details: { taskFailedEventDetails: { ...resourceOf(task), error, cause: String(cause) } },
      };

const succeeded = (task: Task): Happening => ({
  type: 'TaskSucceeded',
  details: { taskSucceededEventDetails: resourceOf(task) },
});

const entered = ({ state: { type, name, input } }: StateLog): Happening => ({
  type: `${type}StateEntered`,
  details: { stateEnteredEventDetails: { name, input: JSON.stringify(input) } },
});

const exited = ({ state: { type, name, output } }: StateLog): Happening => ({
  type: `${type}StateExited`,
  details: { stateExitedEventDetails: { name, output: JSON.stringify(output) } },
});

const happenings = (log: EventLog, task: Task | undefined, hasFailed: boolean): Happening[] => {
  switch (log.type) {
    case 'StateEntered':
      return task ? [entered(log), scheduled(task)] : [entered(log)];
    case 'StateRetried':
      return task ? [scheduled(task)] : [];
    case 'StateFailed':
      return task ? [failed(task, log)] : [];
    case 'StateExited':
      return task && !hasFailed ? [succeeded(task), exited(log)] : [exited(log)];
    case 'MapIterationStarted':
    case 'MapIterationSucceeded':
    case 'MapIterationFailed': {
      const key = `m${log.type.slice(1)}EventDetails`;
      const details = { name: log.parentState.name, index: log.index };
      return [{ type: log.type, details: { [key]: details } }];
    }
    default:
      return [];
  }
};

interface Branch {
  last: number;
  hasFailed: boolean;
}

/** Writes what the interpreter logs into the history as AWS words it; each iteration of a Map is a branch. */
export const recorder = (execution: Execution, { tasks }: Machine) => {
  const root: Branch = { last: 0, hasFailed: false };
  const iterations = new Map<number, Branch>();
  const branchOf = (log: EventLog): Branch => {
    if (!('index' in log) || log.index === undefined) return root;
    if (log.type === 'MapIterationStarted') iterations.set(log.index, { ...root });
    return iterations.get(log.index) ?? root;
  };
  return (log: EventLog, at: number): void => {
    const branch = branchOf(log);
    const task = 'state' in log ? tasks.get(log.state.name) : undefined;
    for (const happening of happenings(log, task, branch.hasFailed)) {
      branch.last = addEvent(execution, happening, branch.last, at);
    }
    branch.hasFailed = log.type === 'StateFailed' || log.type === 'StateCaught';
  };
};
