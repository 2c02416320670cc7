import { StateMachine as Interpreter, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { State, StateMachine } from '../../workflows/asl.ts';
import { functionOf, isInvocation, statesOf, type TaskState, waitsForToken } from './definition.ts';

// The interpreter passes over a field it does not know in silence, so each is refused by name.
const understood = new Set(
  `Type Comment Next End InputPath OutputPath ResultPath ResultSelector Parameters Resource
   TimeoutSeconds Retry Catch Result Choices Default ItemsPath MaxConcurrency ItemSelector
   ItemProcessor Error Cause Seconds`.split(/\s+/),
);

// Beyond 31 bits of milliseconds a timer fires at once.
const longestTimeout = Math.floor((2 ** 31 - 1) / 1000);

const tokenPath = '$$.Task.Token';

const taskProblems = (task: TaskState, isHandled: (name: string) => boolean): string[] => {
  const { TimeoutSeconds: seconds } = task;
  const waits = waitsForToken(task);
  const mentionsToken = JSON.stringify(task.Parameters ?? null).includes(tokenPath);
  return [
    isInvocation(task) ? '' : `cannot call ${task.Resource}`,
    isHandled(functionOf(task)) ? '' : `calls ${functionOf(task)}, which has no handler`,
    seconds > 0 && seconds <= longestTimeout
      ? ''
      : `needs a TimeoutSeconds between 1 and ${longestTimeout}`,
    waits && !mentionsToken ? `waits for a token, but hands out no ${tokenPath}` : '',
    !waits && mentionsToken ? `hands out ${tokenPath}, but does not wait for it` : '',
  ];
};

const stateProblems = (state: State<string>, isHandled: (name: string) => boolean): string[] => {
  const unknown = Object.keys(state).filter((field) => !understood.has(field));
  const wholePath = JSON.stringify(state).includes('"ResultPath":"$"');
  const emptyResult = 'Result' in state && !state.Result;
  return [
    ...unknown.map((field) => `uses ${field}, which the interpreter does not know`),
    wholePath ? 'has the ResultPath $, which the interpreter misreads: leave it out' : '',
    emptyResult ? 'has an empty Result, which the interpreter leaves out' : '',
    ...(state.Type === 'Task' ? taskProblems(state, isHandled) : []),
  ].filter(Boolean);
};

// It takes a tenth of a second, and tests start the same machines over and over.
const valid = new Set<string>();

/** Throws what the interpreter's own validator finds. */
export const validate = (definition: StateMachine): void => {
  const text = JSON.stringify(definition);
  if (valid.has(text)) return;
  // A copy, because the validator writes into what it validates.
  new Interpreter(JSON.parse(text) as StateMachineDefinition);
  valid.add(text);
};

/** Refuses, with a sentence per fault, a definition that is wrong or that would run otherwise here than on AWS. */
export const checkDefinition = (
  name: string,
  definition: StateMachine,
  isHandled: (functionName: string) => boolean,
): void => {
  const problems = statesOf(definition).flatMap(([state, content]) =>
    stateProblems(content, isHandled).map((problem) => `state ${state} ${problem}`),
  );
  if (problems.length > 0) throw new Error(`state machine ${name}: ${problems.join('; ')}`);
};
