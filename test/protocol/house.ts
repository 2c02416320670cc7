import {
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import { now } from '../../adapters/clock.ts';
import { useStepFunctions } from '../../adapters/executions.ts';
import { useLog } from '../../adapters/log.ts';
import { useMail } from '../../adapters/mail.ts';
import { reconcile } from '../../adapters/reconciler.ts';
import { handlers } from '../../local/functions.ts';
import type { Handler } from '../../local/step-functions/lambda.ts';
import { startStepFunctions } from '../../local/step-functions/step-functions.ts';
import { reminders } from '../../workflows/reminders.ts';
import { review } from '../../workflows/review.ts';
import { evaluator, permanentMission, signedIn, verifier } from '../support/client.ts';
import { startHost } from '../support/host.ts';
import { brief } from './brief.ts';
import { failing, noFaults } from './failing-calls.ts';
import { lookInto } from './record.ts';
import { shortClients } from './sdk-clients.ts';

/** Called before a function of the machine runs; what it throws is how the function fails. */
type BeforeTask = (name: string, payload: Record<string, unknown>) => Promise<void> | void;

const access = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
};

const hooked = (before: { task: BeforeTask }): Record<string, Handler> =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (payload: unknown, context: Context) => {
        await before.task(name, payload as Record<string, unknown>);
        return handler(payload, context);
      },
    ]),
  );

/** The people, each signed in with a token that the host's issuer signed. */
const peopleAt = async (url: string) => ({
  desk: await signedIn(url, evaluator),
  state: await signedIn(url, permanentMission),
  field: await signedIn(url, verifier),
  director: await signedIn(url, { role: 'director' }),
});

/** A mail with its lines as they were before they were broken for the way. */
const textOf = (mail: unknown): string =>
  (mail as { Content: { Raw: { Data: Buffer } } }).Content.Raw.Data.toString().replaceAll(
    '=\r\n',
    '',
  );

/** What the assessment looks at, through the SDK. */
const lookThrough = (endpoint: string): void => {
  const client = new DynamoDBClient({ ...access, endpoint });
  lookInto({
    answer: (operation, input) =>
      operation === 'Query'
        ? client.send(new QueryCommand(input as QueryCommandInput))
        : client.send(new GetItemCommand(input as GetItemCommandInput)),
    close: async () => client.destroy(),
  });
};

/**
 * The embedded host with HTTP in front, its table on disk, and the real interpreter behind an
 * endpoint of its own, where functions and calls can be made to fail.
 */
export const openHouse = async () => {
  const host = await startHost();
  const before: { task: BeforeTask } = { task: () => undefined };
  const stepFunctions = await startStepFunctions({
    machines: { review, brief, reminders },
    handlers: hooked(before),
    now,
    retryDelays: 5,
  });
  const where = { ...access, endpoint: stepFunctions.endpoint };
  const calls = failing(new SFNClient({ ...where, maxAttempts: 2 }));
  useStepFunctions(calls.client);
  const mails: string[] = [];
  useMail(
    shortClients(async (_, __, mail) => ({ MessageId: String(mails.push(textOf(mail))) })).mail,
  );
  useLog(() => undefined);
  lookThrough(host.endpoints.table);
  const useMachine = (name: 'review' | 'brief'): void => {
    process.env.REVIEW_STATE_MACHINE_ARN = stepFunctions.arnOf(name);
  };
  useMachine('review');
  return {
    ...(await peopleAt(host.url)),
    url: host.url,
    before,
    calls,
    mailsAbout: (review: string): number => mails.filter((text) => text.includes(review)).length,
    sfn: new SFNClient(where),
    arnOf: stepFunctions.arnOf,
    useMachine,
    /** Every fault is over. */
    mend: (): void => {
      before.task = () => undefined;
      calls.plan = noFaults;
      useMachine('review');
    },
    /** Time passes, and the reconciler comes. */
    reconcileAfter: async (minutes: number) => {
      host.clock.forward(minutes * 60_000);
      return reconcile();
    },
    close: async (): Promise<void> => {
      await stepFunctions.close();
      await host.close();
    },
  };
};
export type House = Awaited<ReturnType<typeof openHouse>>;
