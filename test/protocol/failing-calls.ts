import type { SFNClient } from '@aws-sdk/client-sfn';
import { awsError } from './aws-error.ts';
import { stackOf } from './sdk-clients.ts';

/** How a call fails: `before` it arrives, or its answer is `lost` after it was carried out. */
export interface Plan {
  readonly operation: string;
  readonly how: 'before' | 'lost';
  times: number;
}

export const noFaults: Plan = { operation: '', how: 'before', times: 0 };

/** A client whose attempts fail as planned, the SDK's own repetitions included. */
export const failing = (client: SFNClient) => {
  const calls = { client, plan: noFaults };
  stackOf(client).addRelativeTo(
    (next, { commandName = '' }) =>
      async (args) => {
        const { plan } = calls;
        const isDue = commandName === `${plan.operation}Command` && plan.times > 0;
        if (isDue) plan.times -= 1;
        if (isDue && plan.how === 'before') throw awsError('TimeoutError');
        const result = await next(args);
        if (isDue) throw awsError('TimeoutError');
        return result;
      },
    { name: 'faults', relation: 'after', toMiddleware: 'retryMiddleware' },
  );
  return calls;
};
