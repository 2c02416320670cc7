/**
 * Amazon States Language as a type: only the part this project uses. A `Next` that names no state
 * does not compile. Grows by a line when a feature is first used.
 * Source: https://states-language.net/spec.html (JSONPath).
 */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'NONE' | 'FULL';
}

interface Catcher<N extends string> {
  readonly ErrorEquals: readonly string[];
  readonly ResultPath?: string | null;
  readonly Next: N;
}

type Onward<N extends string> = { readonly Next: N } | { readonly End: true };

interface Flow {
  readonly Comment?: string;
  readonly InputPath?: string;
  readonly ResultPath?: string | null;
  readonly OutputPath?: string;
}

type Parameters = Readonly<Record<string, unknown>>;

type Task<N extends string> = Flow &
  Onward<N> & {
    readonly Type: 'Task';
    readonly Resource: string;
    readonly Parameters?: Parameters;
    readonly ResultSelector?: Parameters;
    readonly TimeoutSeconds: number;
    readonly Retry?: readonly Retrier[];
    readonly Catch?: readonly Catcher<N>[];
  };

type Pass<N extends string> = Flow &
  Onward<N> & {
    readonly Type: 'Pass';
    readonly Parameters?: Parameters;
    readonly Result?: unknown;
  };

interface Choice<N extends string> extends Pick<Flow, 'Comment'> {
  readonly Type: 'Choice';
  readonly Choices: readonly {
    readonly Variable: string;
    readonly StringEquals?: string;
    readonly BooleanEquals?: boolean;
    readonly NumericGreaterThanEquals?: number;
    readonly Next: N;
  }[];
  readonly Default: N;
}

type MapState<N extends string> = Flow &
  Onward<N> & {
    readonly Type: 'Map';
    readonly ItemsPath: string;
    readonly MaxConcurrency: number;
    readonly ItemSelector?: Parameters;
    readonly ItemProcessor: StateMachine;
    readonly Catch?: readonly Catcher<N>[];
  };

interface Wait<N extends string> {
  readonly Type: 'Wait';
  readonly Comment?: string;
  readonly Seconds: number;
  readonly Next: N;
}

export type State<N extends string> =
  | Task<N>
  | Pass<N>
  | Choice<N>
  | MapState<N>
  | Wait<N>
  | { readonly Type: 'Succeed'; readonly Comment?: string }
  | { readonly Type: 'Fail'; readonly Error: string; readonly Cause?: string };

export interface StateMachine<N extends string = string> {
  readonly Comment?: string;
  readonly StartAt: N;
  readonly States: Readonly<Record<N, State<N>>>;
}

/** Keeps the state names as a union, so that every `Next` and `StartAt` is checked by the compiler. */
export const workflow = <N extends string>(machine: {
  readonly Comment?: string;
  readonly StartAt: NoInfer<N>;
  readonly States: Readonly<Record<N, State<NoInfer<N>>>>;
}): StateMachine<N> => machine;
