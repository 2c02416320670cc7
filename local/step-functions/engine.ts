import { checkArn, executionArn } from './arns.ts';
import { type Execution, endWithHost, type Outcome } from './execution.ts';
import { Fault } from './fault.ts';
import { interpret, type Surroundings } from './interpret.ts';
import type { Machine } from './machine.ts';
import { openRegister, type Register } from './register.ts';
import { type TaskTokens, taskTokens } from './task-tokens.ts';

/** The machines, their executions, and the tokens that executions wait for. */
export interface Engine {
  readonly machines: readonly Machine[];
  readonly tokens: TaskTokens;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Throws InvalidArn or StateMachineDoesNotExist. */
  machine(arn: string): Machine;
  /** Throws InvalidArn or ExecutionDoesNotExist. */
  execution(arn: string): Execution;
  /** Whether it ran until the process ended that ran it. */
  endedWithHost(arn: string): boolean;
  /** Oldest first: the running ones, and the latest that have finished. */
  executions(): Execution[];
  /** Throws ExecutionAlreadyExists, unless the execution runs with the very same input. */
  start(machine: Machine, name: string, input: string): Execution;
  /** Aborts an execution; one that has ended stays as it is. */
  stop(execution: Execution, reason?: { error?: string; cause?: string }): void;
  /** Aborts all that runs. */
  close(): void;
}

export interface EngineOptions {
  readonly machines: readonly Machine[];
  readonly file: string | undefined;
  readonly now: () => number;
  readonly retryDelays: number | undefined;
}

const found = <T>(value: T | undefined, name: string, message: string): T => {
  if (value === undefined) throw new Fault(name, message);
  return value;
};

const findMachine = (machines: readonly Machine[], arn: string): Machine => {
  checkArn('stateMachine', arn);
  const machine = machines.find((candidate) => candidate.arn === arn);
  return found(machine, 'StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
};

const findExecution = (register: Register, arn: string): Execution => {
  checkArn('execution', arn);
  return found(register.find(arn), 'ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
};

/** What runs: begun, finished by itself or stopped from outside. */
const runner = (register: Register, surroundings: Surroundings) => {
  const running = new Map<Execution, () => void>();
  const finish = (execution: Execution, outcome: Outcome) => {
    register.end(execution, outcome);
    running.delete(execution);
  };
  const begin = (machine: Machine, name: string, input: string): Execution => {
    const at = surroundings.now();
    const execution = register.add({ machine: machine.name, name, input, at });
    const ended = (outcome: Outcome) => finish(execution, outcome);
    running.set(execution, interpret(machine, execution, surroundings, ended));
    return execution;
  };
  const endAs = (execution: Execution, outcome: Outcome) => {
    const interrupt = running.get(execution);
    if (!interrupt) return;
    finish(execution, outcome);
    interrupt();
  };
  const stop: Engine['stop'] = (execution, reason = {}) =>
    endAs(execution, { status: 'ABORTED', ...reason });
  const stopAll = () => {
    for (const execution of running.keys()) endAs(execution, endWithHost);
  };
  return { begin, stop, stopAll };
};

export const openEngine = async (options: EngineOptions): Promise<Engine> => {
  const { machines, file, now, retryDelays } = options;
  const register = await openRegister(file, now);
  const tokens = taskTokens(now, register.isTaken);
  const { begin, stop, stopAll } = runner(register, { tokens, now, retryDelays });
  return {
    machines,
    tokens,
    createdAt: now(),
    machine: (arn) => findMachine(machines, arn),
    execution: (arn) => findExecution(register, arn),
    endedWithHost: register.endedWithHost,
    executions: register.all,
    start(machine, name, input) {
      const arn = executionArn(machine.name, name);
      if (!register.isTaken(arn)) return begin(machine, name, input);
      const first = register.find(arn);
      if (first && !first.end && first.input === input) return first;
      throw new Fault('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    },
    stop,
    close() {
      stopAll();
      register.close();
    },
  };
};
