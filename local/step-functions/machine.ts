import { StateMachine as Interpreter, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { StateMachine } from '../../workflows/asl.ts';
import { isName, machineArn } from './arns.ts';
import { checkDefinition, validate } from './check-definition.ts';
import { functionOf, statesOf, waitsForToken } from './definition.ts';
import type { Handler } from './lambda.ts';

/** What a Task state calls, and how long it may take. */
export interface Task {
  readonly functionName: string;
  readonly handler: Handler;
  readonly waits: boolean;
  readonly timeoutSeconds: number;
}

export interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly definition: StateMachine;
  readonly interpreter: Interpreter;
  /** By state name, those inside Map states too. */
  readonly tasks: ReadonlyMap<string, Task>;
  /** The states that have a Retry. */
  readonly retried: readonly string[];
}

export type Handlers = Readonly<Record<string, Handler>>;

const tasksOf = (definition: StateMachine, handlers: Handlers): Map<string, Task> => {
  const tasks = new Map<string, Task>();
  for (const [name, state] of statesOf(definition)) {
    if (state.Type !== 'Task') continue;
    const placeholder = functionOf(state);
    const handler = handlers[placeholder];
    if (!handler) continue;
    const functionName = placeholder.replace(/^\$\{(.+)\}$/, '$1');
    const { TimeoutSeconds: timeoutSeconds } = state;
    tasks.set(name, { functionName, handler, waits: waitsForToken(state), timeoutSeconds });
  }
  return tasks;
};

/** Checks a definition and binds its tasks to their handlers. Throws an Error that names every fault. */
export const loadMachine = (
  name: string,
  definition: StateMachine,
  handlers: Handlers,
  validated: boolean,
): Machine => {
  if (!isName(name)) throw new Error(`a state machine cannot be named '${name}'`);
  checkDefinition(name, definition, (functionName) => Object.hasOwn(handlers, functionName));
  if (!validated) validate(definition);
  return {
    name,
    arn: machineArn(name),
    definition,
    interpreter: new Interpreter(definition as unknown as StateMachineDefinition, {
      validationOptions: { noValidate: true },
    }),
    tasks: tasksOf(definition, handlers),
    retried: statesOf(definition).flatMap(([state, content]) =>
      'Retry' in content ? [state] : [],
    ),
  };
};
