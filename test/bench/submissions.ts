import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { putAnswers } from '../../adapters/answers.ts';
import { record } from '../../adapters/reviews.ts';
import { useDynamoDB } from '../../adapters/table.ts';
import { submitStage } from '../../domain/commands/submissions.ts';
import { embedded } from './embedded.ts';
import { untilItWaits } from './one-review.ts';
import { openReviews, type Ready } from './open-reviews.ts';
import { figure, printTable } from './print-table.ts';
import { median, quantile } from './quantile.ts';
import type { StartedHost } from './started-host.ts';
import type { Submitted } from './submitting-clients.ts';

const clients = 8;
const perRound = 5;
const rounds = 3;

const overHttp = async (ready: readonly Ready[][]): Promise<Submitted> => {
  const child = spawn(process.execPath, ['test/bench/submitting-clients.ts'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(ready.map((own) => own.map(({ submission }) => submission))));
  return (await json(child.stdout)) as Submitted;
};

const by = { person: 'bench', role: 'permanent_mission', rule: 'bench' };

const writeOne = async ({ head, answers }: Ready): Promise<number> => {
  const begun = performance.now();
  const name = await putAnswers(head, answers);
  await record(head.id, head, submitStage(head, name, {}, by));
  return performance.now() - begun;
};

/** The same answers and the same transaction, without HTTP, identity, rules and state machine. */
const byAdapter = async (ready: readonly Ready[][]): Promise<Submitted> => {
  const begun = performance.now();
  const each = await Promise.all(
    ready.map(async (own) => {
      const taken: number[] = [];
      for (const one of own) taken.push(await writeOne(one));
      return taken;
    }),
  );
  return { took: performance.now() - begun, each: each.flat() };
};

const rest = (ready: readonly Ready[][]) =>
  Promise.all(ready.flat().map(({ head }) => untilItWaits(head.id, 'evaluation')));

const round = async (url: string) => {
  const submitted = await openReviews(url, clients, perRound);
  const written = await openReviews(url, clients, perRound);
  const system = await overHttp(submitted);
  const begun = performance.now();
  await rest(submitted);
  const rested = { took: system.took + performance.now() - begun, each: [] };
  return { system, rested, adapter: await byAdapter(written) };
};

const perSecond = (some: readonly Submitted[]) =>
  (1000 * clients * perRound) / median(some.map(({ took }) => took));

const line = (name: string, some: readonly Submitted[], adapter: readonly Submitted[]) => {
  const each = (many: readonly Submitted[]) => many.flatMap((one) => one.each);
  const rate = perSecond(some);
  const p99 = each(some).length > 0 ? quantile(each(some), 0.99) : undefined;
  return [
    name,
    figure(Math.round(rate)),
    figure(rate / perSecond(adapter)),
    p99 === undefined ? '' : figure(Math.round(p99)),
    p99 === undefined ? '' : figure(p99 / quantile(each(adapter), 0.99)),
  ];
};

/** Prints how many submissions of 14 KB eight clients get through, beside the table adapter alone. */
export const measureSubmissions = async ({ url, endpoints }: StartedHost): Promise<void> => {
  useDynamoDB(new DynamoDBClient(embedded(endpoints.table)));
  await round(url);
  const taken = [];
  for (let turn = 0; turn < rounds; turn += 1) taken.push(await round(url));
  const adapter = taken.map((one) => one.adapter);
  const system = taken.map((one) => one.system);
  const rested = taken.map((one) => one.rested);
  const turns = `${rounds} rounds of ${clients * perRound}, in turn, after one unmeasured`;
  printTable(`Submissions with ${clients} clients (${turns})`, [
    ['', 'per second', 'x adapter', 'p99 ms', 'x adapter'],
    line('table adapter alone', adapter, adapter),
    line('over HTTP, to the receipt', system, adapter),
    line('and on, until the evaluation waits', rested, adapter),
  ]);
};
