import { type Retrier, workflow } from './asl.ts';

/** Trouble of the platform, not of the record: worth another try. `Unavailable` is what our tasks call it. */
const patiently: readonly Retrier[] = [
  {
    ErrorEquals: [
      'Unavailable',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
    ],
    IntervalSeconds: 2,
    MaxAttempts: 3,
    BackoffRate: 2,
    MaxDelaySeconds: 30,
    JitterStrategy: 'FULL',
  },
];

/** A stale execution ends quietly; any other failure is recorded, and the reconciler starts anew. */
const caught = [
  { ErrorEquals: ['Superseded'], ResultPath: '$.error', Next: 'Superseded' },
  { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'RecordFailure' },
] as const;

const twentyDays = 20 * 24 * 60 * 60;

/** Which review, in which execution and round: all that a task is told, beside its stage. */
const place = { 'review.$': '$.review', 'run.$': '$.run', 'round.$': '$.round' };

/** A task of the chain: it answers with the payload of the next one. */
const task = (name: string, extra: Record<string, unknown> = {}) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: name, Payload: { ...place, ...extra } },
    OutputPath: '$.Payload',
    TimeoutSeconds: 60,
    Retry: patiently,
    Catch: caught,
  }) as const;

/** A task that tells people something; its answer is dropped. */
const notify = {
  ...task('${Notify}', { 'due.$': '$.due' }),
  ResultPath: null,
  OutputPath: '$',
} as const;

/** Waits for a person: the answer arrives by SendTaskSuccess, or the execution parks after twenty days. */
const wait = (stage: string) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: {
      FunctionName: '${AwaitStage}',
      Payload: { ...place, stage, 'token.$': '$$.Task.Token' },
    },
    TimeoutSeconds: twentyDays,
    Retry: patiently,
    Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.error', Next: 'Parked' }, ...caught],
  }) as const;

/**
 * The chain of a review: three stages, each opened, announced, awaited and scored, and the close.
 * An execution is disposable: `Resume` enters wherever the record stands.
 */
export const review = workflow({
  Comment:
    'Self-assessment by the contributor, evaluation by the Secretariat, verification in the field.',
  StartAt: 'Resume',
  States: {
    Resume: { ...task('${Resume}'), Next: 'Enter' },
    Enter: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.next', StringEquals: 'open self-assessment', Next: 'OpenSelfAssessment' },
        { Variable: '$.next', StringEquals: 'score self-assessment', Next: 'ScoreSelfAssessment' },
        { Variable: '$.next', StringEquals: 'open evaluation', Next: 'OpenEvaluation' },
        { Variable: '$.next', StringEquals: 'score evaluation', Next: 'ScoreEvaluation' },
        {
          Variable: '$.next',
          StringEquals: 'score refused evaluation',
          Next: 'ScoreRefusedEvaluation',
        },
        { Variable: '$.next', StringEquals: 'open verification', Next: 'OpenVerification' },
        { Variable: '$.next', StringEquals: 'score verification', Next: 'ScoreVerification' },
        { Variable: '$.next', StringEquals: 'close', Next: 'CloseReview' },
        { Variable: '$.next', StringEquals: 'await self-assessment', Next: 'AwaitSelfAssessment' },
        { Variable: '$.next', StringEquals: 'await evaluation', Next: 'AwaitEvaluation' },
        { Variable: '$.next', StringEquals: 'await verification', Next: 'AwaitVerification' },
      ],
      Default: 'AtRest',
    },

    OpenSelfAssessment: {
      ...task('${OpenStage}', { stage: 'self-assessment' }),
      Next: 'NotifyContributor',
    },
    NotifyContributor: { ...notify, Next: 'AwaitSelfAssessment' },
    AwaitSelfAssessment: { ...wait('self-assessment'), Next: 'SelfAssessmentEnded' },
    SelfAssessmentEnded: {
      Type: 'Choice',
      Choices: [{ Variable: '$.outcome', StringEquals: 'submitted', Next: 'ScoreSelfAssessment' }],
      Default: 'CloseReview',
    },
    ScoreSelfAssessment: {
      ...task('${ScoreStage}', { stage: 'self-assessment' }),
      Next: 'OpenEvaluation',
    },

    OpenEvaluation: { ...task('${OpenStage}', { stage: 'evaluation' }), Next: 'NotifySecretariat' },
    NotifySecretariat: { ...notify, Next: 'AwaitEvaluation' },
    AwaitEvaluation: { ...wait('evaluation'), Next: 'EvaluationEnded' },
    EvaluationEnded: {
      Type: 'Choice',
      Choices: [
        { Variable: '$.outcome', StringEquals: 'submitted', Next: 'ScoreEvaluation' },
        { Variable: '$.outcome', StringEquals: 'refused', Next: 'ScoreRefusedEvaluation' },
        { Variable: '$.outcome', StringEquals: 'returned', Next: 'OpenSelfAssessment' },
      ],
      Default: 'CloseReview',
    },
    ScoreEvaluation: {
      ...task('${ScoreStage}', { stage: 'evaluation' }),
      Next: 'OpenVerification',
    },

    ScoreRefusedEvaluation: {
      ...task('${ScoreStage}', { stage: 'evaluation' }),
      Comment: 'The director decided against the deployment: there is nothing to verify.',
      Next: 'CloseReview',
    },
    OpenVerification: { ...task('${OpenStage}', { stage: 'verification' }), Next: 'NotifyMission' },
    NotifyMission: { ...notify, Next: 'AwaitVerification' },
    AwaitVerification: { ...wait('verification'), Next: 'VerificationEnded' },
    VerificationEnded: {
      Type: 'Choice',
      Choices: [{ Variable: '$.outcome', StringEquals: 'submitted', Next: 'ScoreVerification' }],
      Default: 'CloseReview',
    },
    ScoreVerification: { ...task('${ScoreStage}', { stage: 'verification' }), Next: 'CloseReview' },

    CloseReview: { ...task('${CloseReview}'), Next: 'NotifyOutcome' },
    NotifyOutcome: { ...notify, End: true },

    AtRest: {
      Type: 'Succeed',
      Comment: 'Nothing is in transit: the next event starts the next execution.',
    },
    Parked: {
      Type: 'Succeed',
      Comment: 'Waited twenty days: the next event starts the next execution.',
    },
    Superseded: { Type: 'Succeed', Comment: 'The record moved on without this execution.' },
    RecordFailure: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: {
        FunctionName: '${RecordFailure}',
        Payload: { 'review.$': '$.review', 'run.$': '$.run', 'error.$': '$.error.Error' },
      },
      ResultPath: null,
      TimeoutSeconds: 60,
      Retry: patiently,
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Failed' }],
      Next: 'Failed',
    },
    Failed: { Type: 'Fail', Error: 'ReviewFailed', Cause: 'Recorded; the reconciler starts anew.' },
  },
});
