import { executionArn } from './arns.ts';
import {
  begin,
  conclude,
  type Execution,
  endWithHost,
  type Outcome,
  type Start,
} from './execution.ts';
import { type ExecutionFile, type Line, openExecutionFile } from './execution-file.ts';

/** Every execution there ever was, by name; the running and the latest finished ones in full. */
export interface Register {
  isTaken(arn: string): boolean;
  /** Whether it ran until the process ended that ran it, this one or one before. */
  endedWithHost(arn: string): boolean;
  find(arn: string): Execution | undefined;
  /** Oldest first. */
  all(): Execution[];
  /** Throws when the disk refuses; the execution then does not exist. */
  add(start: Start): Execution;
  end(execution: Execution, outcome: Outcome): void;
  close(): void;
}

const keptFinished = 5_000;

const inMemory: ExecutionFile = { append: () => undefined, close: () => undefined };

const shelf = () => {
  const names = new Set<string>();
  const kept = new Map<string, Execution>();
  const finished = new Set<string>();
  const cutOff = new Set<string>();
  return {
    isTaken: (arn: string) => names.has(arn),
    endedWithHost: (arn: string) => cutOff.has(arn),
    find: (arn: string) => kept.get(arn),
    all: () => [...kept.values()],
    put(start: Start): Execution {
      const execution = begin(start, names.size);
      names.add(execution.arn);
      kept.set(execution.arn, execution);
      return execution;
    },
    finish(execution: Execution, outcome: Outcome, at: number): void {
      conclude(execution, outcome, at);
      finished.add(execution.arn);
      if (outcome.error === endWithHost.error) cutOff.add(execution.arn);
      const [oldest] = finished;
      if (finished.size <= keptFinished || !oldest) return;
      finished.delete(oldest);
      kept.delete(oldest);
    },
  };
};

/** What ran when the process died is aborted: the record knows what to do next, an execution does not. */
export const openRegister = async (
  file: string | undefined,
  now: () => number,
): Promise<Register> => {
  const { put, finish, ...read } = shelf();
  const recall = (line: Line) => {
    const execution = read.find(executionArn(line.machine, line.name));
    if (line.line === 'start') put(line);
    else if (execution) finish(execution, line, line.at);
  };
  const disk = file === undefined ? inMemory : await openExecutionFile(file, recall);
  const end = (execution: Execution, outcome: Outcome) => {
    const at = now();
    finish(execution, outcome, at);
    const { machine, name } = execution;
    try {
      disk.append({ line: 'end', machine, name, at, ...outcome });
    } catch (error) {
      // Read back without its end, it counts as aborted: no reason to fail what has just ended.
      process.emitWarning(`the end of ${execution.arn} is not on disk: ${error}`);
    }
  };
  for (const execution of read.all()) {
    if (!execution.end) end(execution, endWithHost);
  }
  return {
    ...read,
    end,
    close: disk.close,
    add(start) {
      disk.append({ line: 'start', ...start });
      return put(start);
    },
  };
};
