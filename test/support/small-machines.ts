import { type Retrier, workflow } from '../../workflows/asl.ts';

/** Longer than any test waits. */
export const twentyDays = 20 * 24 * 60 * 60;

/** How a definition names a function. */
export const placeholder = (name: string) => `\${${name}}`;

const call = (name: string) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: placeholder(name), 'Payload.$': '$' },
    OutputPath: '$.Payload',
    TimeoutSeconds: 60,
  }) as const;

export const wait = (name: string, TimeoutSeconds: number) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: {
      FunctionName: placeholder(name),
      Payload: { 'of.$': '$', 'token.$': '$$.Task.Token' },
    },
    TimeoutSeconds,
  }) as const;

const patiently: readonly Retrier[] = [
  { ErrorEquals: ['Unavailable'], IntervalSeconds: 3600, MaxAttempts: 2 },
];

/** A task, a choice, a pass. */
export const chain = workflow({
  StartAt: 'Weigh',
  States: {
    Weigh: { ...call('Weigh'), Next: 'Judge' },
    Judge: {
      Type: 'Choice',
      Choices: [{ Variable: '$.weight', NumericGreaterThanEquals: 10, Next: 'Heavy' }],
      Default: 'Light',
    },
    Heavy: { Type: 'Pass', Parameters: { 'weight.$': '$.weight', heavy: true }, End: true },
    Light: { Type: 'Succeed' },
  },
});

/** Waits for an answer. */
const ask = workflow({
  StartAt: 'Ask',
  States: {
    Ask: {
      ...wait('Ask', twentyDays),
      Retry: patiently,
      Catch: [
        { ErrorEquals: ['Superseded'], ResultPath: '$.error', Next: 'Superseded' },
        { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' },
      ],
      End: true,
    },
    Superseded: { Type: 'Succeed' },
    Failed: { Type: 'Fail', Error: 'AskFailed', Cause: 'nobody answered' },
  },
});

/** Waits for an answer, for a second, then waits again. */
const brief = workflow({
  StartAt: 'Ask',
  States: {
    Ask: {
      ...wait('Ask', 1),
      Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'AskAgain' }],
      End: true,
    },
    AskAgain: { ...wait('Ask', twentyDays), ResultPath: '$.answer', End: true },
  },
});

const one = workflow({
  StartAt: 'Ask',
  States: {
    Ask: { ...wait('Ask', twentyDays), Retry: patiently, Next: 'Double' },
    Double: { ...call('Double'), End: true },
  },
});

/** Waits for one answer per item, three at a time. */
export const each = workflow({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemsPath: '$.items',
      MaxConcurrency: 3,
      ItemProcessor: one,
      ResultPath: '$.doubled',
      End: true,
    },
  },
});

/** Turns in a circle. */
const endless = workflow({
  StartAt: 'Again',
  States: {
    Again: {
      Type: 'Choice',
      Choices: [{ Variable: '$.never', BooleanEquals: true, Next: 'Done' }],
      Default: 'Again',
    },
    Done: { Type: 'Succeed' },
  },
});

export const machines = { chain, ask, brief, each, endless };
