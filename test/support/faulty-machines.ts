import { SFNClient } from '@aws-sdk/client-sfn';
import { now } from '../../adapters/clock.ts';
import { useStepFunctions } from '../../adapters/executions.ts';
import { handlers, machines } from '../../local/functions.ts';
import type { Handler } from '../../local/step-functions/lambda.ts';
import { startStepFunctions } from '../../local/step-functions/step-functions.ts';
import type { StateMachine } from '../../workflows/asl.ts';

/** A call of a Lambda: its placeholder, and what it was told. */
export interface Call {
  readonly name: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** What the platform does to a call before the function runs: nothing, or an error of this name. */
type Trouble = (call: Call) => string | undefined | Promise<string | undefined>;

/** What happens to a call of Step Functions: it never arrives, or its answer is lost. */
export type CallFault = 'refused' | 'answer lost' | undefined;

const namedError = (name: string) => Object.assign(new Error(`injected ${name}`), { name });

/**
 * The real state machines on an endpoint of their own, with the platform's faults under control:
 * Lambda calls that fail, and Step Functions calls that are refused or whose answer is lost.
 */
export const startFaultyMachines = async (review: StateMachine = machines.review) => {
  const faults: { trouble: Trouble; call: (operation: string) => CallFault } = {
    trouble: () => undefined,
    call: () => undefined,
  };
  const wrapped = Object.fromEntries(
    Object.entries<Handler>(handlers).map(([name, handler]): [string, Handler] => [
      name,
      async (event, context) => {
        const error = await faults.trouble({ name, event: event as Call['event'] });
        if (error) throw namedError(error);
        return handler(event, context);
      },
    ]),
  );
  const stepFunctions = await startStepFunctions({
    machines: { review, reminders: machines.reminders },
    handlers: wrapped,
    retryDelays: 1,
    validated: true,
    now,
  });
  const client = new SFNClient({
    endpoint: stepFunctions.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const fault = faults.call(commandName);
        if (fault === 'refused') throw namedError('ThrottlingException');
        const answer = await next(args);
        if (fault === 'answer lost') throw namedError('TimeoutError');
        return answer;
      },
    { step: 'finalizeRequest', name: 'faults' },
  );
  useStepFunctions(client);
  return { client, faults, arnOf: stepFunctions.arnOf, close: () => stepFunctions.close() };
};
export type FaultyMachines = Awaited<ReturnType<typeof startFaultyMachines>>;
