import { appendFile } from 'node:fs';
import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { now } from '../adapters/clock.ts';
import { useEndings, useStepFunctions } from '../adapters/executions.ts';
import { useExportFiles } from '../adapters/export-files.ts';
import { useFiles } from '../adapters/files.ts';
import { useLog } from '../adapters/log.ts';
import { useMail } from '../adapters/mail.ts';
import { useLoopbackReceivers } from '../adapters/outgoing.ts';
import { type Reconciled, reconcile } from '../adapters/reconciler.ts';
import { useDynamoDB } from '../adapters/table.ts';
import { tableDefinition } from '../adapters/table-definition.ts';
import { type MovableClock, openClock } from './clock-file.ts';
import { damaged, heldBy, noteHolder, openFolder } from './data-folder.ts';
import { openFolderOfFiles } from './files-folder.ts';
import { embeddedExports, embeddedFiles, type ServedFiles } from './files-server.ts';
import { handlers, machines } from './functions.ts';
import { loadHmacKey } from './hmac-key.ts';
import { hostApp } from './host-app.ts';
import { openIntegrity } from './integrity.ts';
import { openIssuer } from './issuer.ts';
import { listen } from './listen.ts';
import { openMailReports } from './mail-reports.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import { openSchedules } from './schedules.ts';
import { type EmbeddedStepFunctions, startStepFunctions } from './step-functions/step-functions.ts';
import { type EmbeddedTable, startTable } from './table/dynamodb.ts';

const table = 'ora';
const audience = 'ora';

export interface HostOptions {
  readonly folder: string;
  readonly port: number;
  /** Where the clock of a new folder begins, in milliseconds ahead of the wall clock (negative: behind). */
  readonly clockBegins?: number;
  /** Whether webhooks may reach this machine itself, also in the clear; only the public Internet unless told. */
  readonly loopbackWebhooks?: boolean;
  /** Told of each request: method, path, status, milliseconds. */
  readonly onRequest?: (line: string) => void;
}

export interface Host {
  readonly port: number;
  readonly isNew: boolean;
  readonly clock: MovableClock;
  readonly recovered: Reconciled;
  readonly endpoints: { readonly table: string; readonly stepFunctions: string };
  /** Starts the reminders machine, as the schedule does every fifteen minutes. */
  runReminders(): Promise<void>;
  /** Lets the reminders machine run to its end; the number of mails that came into the outbox meanwhile. */
  remind(): Promise<number>;
  /** Starts the anchor machine, as the schedule does every hour. */
  runAnchor(): Promise<void>;
  close(): Promise<void>;
}

/** Runs the reminders to their end, and counts what came into the outbox. */
const countingMails =
  (remind: () => Promise<void>, { count }: Outbox) =>
  async () => {
    const before = count();
    await remind();
    return count() - before;
  };

/** Nothing here reads a profile or a key of the machine: the embedded services take any credentials. */
const local = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
});

const isHeld = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'LEVEL_LOCKED';

const openTable = async (folder: string): Promise<EmbeddedTable> => {
  try {
    return await startTable({ path: join(folder, 'table') });
  } catch (error) {
    if (isHeld(error)) throw heldBy(folder);
    return damaged(folder);
  }
};

/** Makes the table in a new folder; in an old one it must be there. */
const ensureTable = async (
  client: DynamoDBClient,
  folder: string,
  isNew: boolean,
): Promise<void> => {
  if (isNew) {
    await client.send(new CreateTableCommand(tableDefinition(table)));
    return;
  }
  try {
    await client.send(new DescribeTableCommand({ TableName: table }));
  } catch {
    damaged(folder);
  }
};

const settleTable = async ({ endpoint }: EmbeddedTable, folder: string, isNew: boolean) => {
  const client = new DynamoDBClient(local(endpoint));
  await ensureTable(client, folder, isNew);
  useDynamoDB(client);
  process.env.TABLE_NAME = table;
};

const closeAll = async (...parts: { close(): Promise<void> }[]): Promise<void> => {
  for (const part of parts) await part.close();
};

const settle = (stepFunctions: EmbeddedStepFunctions, issuer: string, folder: string): void => {
  process.env.REVIEW_STATE_MACHINE_ARN = stepFunctions.arnOf('review');
  process.env.EXPORT_STATE_MACHINE_ARN = stepFunctions.arnOf('export');
  process.env.EVENTS_STATE_MACHINE_ARN = stepFunctions.arnOf('events');
  process.env.ORA_ISSUER = issuer;
  process.env.ORA_AUDIENCE = audience;
  process.env.CURSOR_KEY = loadHmacKey(join(folder, 'cursor-key'));
  process.env.MAIL_FROM = 'ORA <ora@embedded.example>';
};

/** What can be told only once the host has its port. */
const settleAt = (origin: string, files: ServedFiles): void => {
  process.env.ORA_ORIGIN = origin;
  process.env.ORA_JWKS_URL = `${origin}/.well-known/jwks.json`;
  useFiles(embeddedFiles(files, origin));
  useExportFiles(embeddedExports(files, origin));
};

/** The evidence of this host, and the key of its links. */
const openFiles = (folder: string): ServedFiles => ({
  folder: openFolderOfFiles(join(folder, 'files')),
  secret: loadHmacKey(join(folder, 'files-key')),
});

/** Mail that becomes files, behind the answers of SES. */
const openMail = async (folder: string) => {
  const reports = openMailReports();
  const outbox = openOutbox(join(folder, 'outbox'), reports.ofMail);
  const mail = await listen(outbox.endpoint, 0);
  useMail(new SESv2Client(local(`http://127.0.0.1:${mail.port}`)));
  return { outbox, mail: { close: () => closeAll(reports, mail) } };
};

const startMachines = (file: string): Promise<EmbeddedStepFunctions> =>
  startStepFunctions({ machines, handlers, validated: true, file, now });

const keepLog = (file: string): void => useLog((line) => appendFile(file, `${line}\n`, () => {}));

/**
 * The whole system in one process: table, state machines, mail, issuer and the very app that runs
 * on AWS. Advances whatever was left on its way, from the record alone, before it answers.
 */
export const openHost = async (options: HostOptions): Promise<Host> => {
  const { folder } = options;
  const isNew = openFolder(folder);
  keepLog(join(folder, 'log.jsonl'));
  useLoopbackReceivers(options.loopbackWebhooks ?? false);
  const embeddedTable = await openTable(folder);
  const clock = openClock(join(folder, 'clock.json'), options.clockBegins ?? 0);
  await settleTable(embeddedTable, folder, isNew);
  const integrity = await openIntegrity(folder, clock);
  const { outbox, mail } = await openMail(folder);
  const stepFunctions = await startMachines(join(folder, 'executions.jsonl'));
  const sfn = new SFNClient(local(stepFunctions.endpoint));
  useStepFunctions(sfn);
  useEndings((execution) => stepFunctions.endedWithHost('review', execution));
  const issuer = await openIssuer(join(folder, 'issuer.json'), {
    issuer: 'https://embedded.example',
    audience,
  });
  settle(stepFunctions, 'https://embedded.example', folder);
  const schedules = openSchedules(sfn, stepFunctions.arnOf);
  const files = openFiles(folder);
  const remind = countingMails(schedules.remindToTheEnd, outbox);
  const around = { issuer, clock, outbox, files, ...schedules, remind };
  const app = hostApp({ ...around, onRequest: options.onRequest });
  const listening = await listen(app, options.port);
  settleAt(`http://127.0.0.1:${listening.port}`, files);
  noteHolder(folder, listening.port);
  const recovered = await reconcile({ impatient: true });
  // Whatever came due while the host was down is told now, not at the next quarter of an hour.
  if (!isNew) schedules.remindSoon();
  return {
    port: listening.port,
    isNew,
    clock,
    recovered,
    endpoints: { table: embeddedTable.endpoint, stepFunctions: stepFunctions.endpoint },
    runReminders: schedules.runReminders,
    remind,
    runAnchor: schedules.runAnchor,
    close: () => closeAll(schedules, listening, stepFunctions, integrity, mail, embeddedTable),
  };
};
