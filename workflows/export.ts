import { workflow } from './asl.ts';

const call = (payload: Record<string, unknown>) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: '${WriteExport}', Payload: payload },
    OutputPath: '$.Payload',
    TimeoutSeconds: 900,
    Retry: [
      {
        ErrorEquals: ['Unavailable', 'Lambda.ServiceException', 'Lambda.TooManyRequestsException'],
        IntervalSeconds: 5,
        MaxAttempts: 3,
        BackoffRate: 2,
      },
    ],
  }) as const;

const writeOne = workflow({
  StartAt: 'WriteExport',
  States: {
    WriteExport: {
      ...call({ 'job.$': '$.job', 'file.$': '$.file' }),
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'GiveUp' }],
      End: true,
    },
    GiveUp: { ...call({ 'job.$': '$.job', 'file.$': '$.file', givenUp: true }), End: true },
  },
});

/** Writes the files of one export, each in a task of its own: one that fails leaves the others alone. */
export const exporting = workflow({
  Comment: 'Writes each data set and format that was asked for into a file. Started by a request.',
  StartAt: 'WriteEach',
  States: {
    WriteEach: {
      Type: 'Map',
      ItemsPath: '$.files',
      MaxConcurrency: 5,
      ItemProcessor: writeOne,
      ResultPath: null,
      End: true,
    },
  },
});
