/**
 * A task of a machine that runs again and again: it is tried twice more, and what one run leaves undone, the next
 * one finds.
 */
export const repeatedTask = (name: string, payload: Record<string, unknown>) =>
  ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: name, Payload: payload },
    OutputPath: '$.Payload',
    TimeoutSeconds: 300,
    Retry: [
      {
        ErrorEquals: ['Unavailable', 'Lambda.ServiceException'],
        IntervalSeconds: 2,
        MaxAttempts: 2,
      },
    ],
  }) as const;
