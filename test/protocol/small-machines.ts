import type { StateMachine } from '../../workflows/asl.ts';
import { caughtBy, chosen, filled, handedOn, retriesOf, type TaskState } from './asl.ts';
import { awsError } from './aws-error.ts';
import { type Actor, newActor } from './gate.ts';
import type { Execution, Invoke, ModelMachines } from './model-machines.ts';

interface Running {
  readonly input: string;
  readonly actor: Actor;
  /** The token it waits with, and how to end the wait. */
  waiting?: { token: string; answer: (result: Promise<unknown>) => void } | undefined;
}

const placeholders = (state: TaskState) => state.Parameters as { FunctionName: string };

/** Walks executions through the very object that is deployed, one function call at a time. */
export const smallMachines = (
  definition: StateMachine,
  invoke: Invoke,
  kill: (actor: Actor) => void,
): ModelMachines => {
  const executions = new Map<string, Running>();
  const tokens = new Map<string, Running>();
  const seen = new Set<string>();
  let minted = 0;

  const answered = async (execution: Running, state: TaskState, input: unknown) => {
    const waits = state.Resource.endsWith('.waitForTaskToken');
    minted += 1;
    const token = waits ? `token-${minted}` : undefined;
    const { FunctionName } = placeholders(state);
    const { Payload } = filled(state.Parameters, input, token) as { Payload: unknown };
    if (!token) return { Payload: await invoke(execution.actor, FunctionName, Payload) };
    const { promise, resolve } = Promise.withResolvers<unknown>();
    execution.waiting = { token, answer: resolve };
    tokens.set(token, execution);
    const invoked = invoke(execution.actor, FunctionName, Payload);
    return Promise.race([promise, invoked.then(() => promise)]).finally(() => {
      if (execution.waiting?.token === token) execution.waiting = undefined;
    });
  };
  const task = async (execution: Running, state: TaskState, input: unknown) => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await answered(execution, state, input);
      } catch (error) {
        if (!(error instanceof Error) || tries >= retriesOf(state, error)) throw error;
      }
    }
  };
  const passed = async (execution: Running, state: TaskState, input: unknown) => {
    try {
      const output = handedOn(state, input, await task(execution, state, input));
      return { next: 'Next' in state ? state.Next : undefined, output };
    } catch (error) {
      const caught = error instanceof Error ? caughtBy(state, input, error) : undefined;
      if (!caught) throw error;
      return caught;
    }
  };
  const next = async (execution: Running, name: string, input: unknown) => {
    seen.add(name);
    const state = definition.States[name];
    if (state?.Type === 'Choice') return { next: chosen(state, input), output: input };
    if (state?.Type === 'Task') return passed(execution, state, input);
    if (state?.Type === 'Succeed' || state?.Type === 'Fail')
      return { next: undefined, output: input };
    throw new Error(`the small machines do not know the state ${name}`);
  };
  const walk = async (execution: Running): Promise<void> => {
    let name: string | undefined = definition.StartAt;
    let input: unknown = JSON.parse(execution.input);
    while (name) {
      const step: { next: string | undefined; output: unknown } = await next(
        execution,
        name,
        input,
      );
      name = step.next;
      input = step.output;
    }
    execution.actor.done = true;
  };
  const start = ({ name, input }: { name: string; input: string }) => {
    const known = executions.get(name);
    const same = known && known.input === input && known.actor.alive && !known.actor.done;
    if (same) return {};
    if (known) throw awsError('ExecutionAlreadyExists');
    const execution: Running = { input, actor: newActor(name) };
    executions.set(name, execution);
    void walk(execution);
    return {};
  };
  const waitOf = (token: string) => {
    const execution = tokens.get(token);
    if (!execution) throw awsError('TaskDoesNotExist');
    const { waiting, actor } = execution;
    if (waiting?.token !== token || !actor.alive) throw awsError('TaskTimedOut');
    return { execution, waiting };
  };
  const end = (token: string, result: Promise<unknown>) => {
    const { execution, waiting } = waitOf(token);
    waiting.answer(result);
    execution.waiting = undefined;
  };
  const beat = ({ taskToken }: { taskToken: string }) => {
    waitOf(taskToken);
    return {};
  };
  const succeed = ({ taskToken, output }: { taskToken: string; output: string }) => {
    end(taskToken, Promise.resolve(JSON.parse(output)));
    return {};
  };
  const operations: Record<string, (input: never) => object> = {
    StartExecution: start,
    SendTaskSuccess: succeed,
    SendTaskHeartbeat: beat,
  };
  const park = (execution: Running): void => {
    const { waiting } = execution;
    execution.actor.parked = true;
    if (waiting) end(waiting.token, Promise.reject(awsError('States.Timeout')));
  };
  const handleOf = (execution: Running): Execution => ({
    isWaiting: () => execution.waiting !== undefined,
    park: async () => park(execution),
    kill: async () => kill(execution.actor),
  });
  return {
    answer: async (operation, input) => operations[operation]?.(input as never) ?? {},
    running: () =>
      [...executions.values()]
        .filter(({ actor }) => actor.alive && !actor.done)
        .map((execution) => handleOf(execution)),
    count: () => executions.size,
    quiet: async () => undefined,
    close: async () => undefined,
    seen,
  };
};
