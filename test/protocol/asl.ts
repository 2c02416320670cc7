import type { State } from '../../workflows/asl.ts';

type Json = Record<string, unknown>;
export type TaskState = Extract<State<string>, { Type: 'Task' }>;
type ChoiceState = Extract<State<string>, { Type: 'Choice' }>;

/** A reference path such as `$.error.Error`, as far as our machines use one. */
const read = (path: string, input: unknown): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => (value as Json)[name], input);

/** A payload template: keys that end in `.$` are read from the input, the token from the context. */
export const filled = (template: unknown, input: unknown, token?: string): unknown => {
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => {
      if (!key.endsWith('.$')) return [key, filled(value, input, token)];
      const path = String(value);
      return [key.slice(0, -2), path === '$$.Task.Token' ? token : read(path, input)];
    }),
  );
};

/** What a task that answered hands on. */
export const handedOn = (state: TaskState, input: unknown, result: unknown): unknown => {
  const placed = state.ResultPath === null ? input : result;
  return state.OutputPath ? read(state.OutputPath, placed) : placed;
};

/** Which state an error leads to, with what input; undefined when nothing catches it. */
export const caughtBy = ({ Catch = [] }: TaskState, input: unknown, error: Error) => {
  const catcher = Catch.find(({ ErrorEquals }) =>
    ErrorEquals.some((name) => name === error.name || name === 'States.ALL'),
  );
  if (!catcher?.ResultPath) return undefined;
  const field = catcher.ResultPath.slice(2);
  const output = { ...(input as Json), [field]: { Error: error.name, Cause: error.message } };
  return { next: catcher.Next, output };
};

/** How often an error is tried again. */
export const retriesOf = ({ Retry = [] }: TaskState, error: Error): number =>
  Retry.find(({ ErrorEquals }) => ErrorEquals.includes(error.name))?.MaxAttempts ?? 0;

export const chosen = ({ Choices, Default }: ChoiceState, input: unknown): string =>
  Choices.find(({ Variable, StringEquals }) => read(Variable, input) === StringEquals)?.Next ??
  Default;
