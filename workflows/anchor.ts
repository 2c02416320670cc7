import { workflow } from './asl.ts';

/** One root over everything that was said. What one hour misses, the next one makes up for. */
export const anchor = workflow({
  Comment: 'Signs the Merkle root of all heads and puts it out of reach. Started every hour.',
  StartAt: 'AnchorHeads',
  States: {
    AnchorHeads: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: '${AnchorHeads}', Payload: {} },
      OutputPath: '$.Payload',
      TimeoutSeconds: 300,
      Retry: [
        {
          ErrorEquals: [
            'Unavailable',
            'Lambda.ServiceException',
            'Lambda.TooManyRequestsException',
          ],
          IntervalSeconds: 30,
          MaxAttempts: 4,
          BackoffRate: 2,
        },
      ],
      End: true,
    },
  },
});
