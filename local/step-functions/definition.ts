import type { State, StateMachine } from '../../workflows/asl.ts';

export type TaskState = Extract<State<string>, { Type: 'Task' }>;

/** All states by name, those inside Map states too. */
export const statesOf = (machine: StateMachine): [string, State<string>][] =>
  Object.entries(machine.States).flatMap(([name, state]): [string, State<string>][] =>
    state.Type === 'Map' ? [[name, state], ...statesOf(state.ItemProcessor)] : [[name, state]],
  );

export const waitsForToken = ({ Resource }: TaskState): boolean =>
  Resource === 'arn:aws:states:::lambda:invoke.waitForTaskToken';

export const isInvocation = (state: TaskState): boolean =>
  state.Resource === 'arn:aws:states:::lambda:invoke' || waitsForToken(state);

/** The placeholder of the function a task calls, as written in the definition. */
export const functionOf = ({ Parameters }: TaskState): string => String(Parameters?.FunctionName);
