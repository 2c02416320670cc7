import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runKey } from '../adapters/keys.ts';
import { getRun } from '../adapters/runs.ts';
import { deleteItem } from '../adapters/table.ts';
import { type Host, openHost } from '../local/host.ts';
import { executionArn } from '../local/step-functions/arns.ts';
import { startHostProcess } from './crash/host-process.ts';
import { untilWaiting } from './protocol/reviews-at-house.ts';
import {
  evaluator,
  openForm,
  opening,
  permanentMission,
  signedIn,
  submit,
} from './support/client.ts';
import { anyone } from './support/step-functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'ora-restart-'));
const data = join(folder, 'data');
let host: Host;

const urlOf = ({ port }: Host): string => `http://127.0.0.1:${port}`;

beforeAll(async () => {
  host = await openHost({ folder: data, port: 0 });
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

const restart = async (): Promise<void> => {
  await host.close();
  host = await openHost({ folder: data, port: 0 });
};

const openAndWaiting = async (): Promise<string> => {
  const desk = await signedIn(urlOf(host), evaluator);
  const { id } = (await desk.post('/v1/reviews', opening)).body;
  await untilWaiting(id, 'self-assessment');
  return id;
};

const stop = async (review: string): Promise<void> => {
  const { run } = (await getRun(review)) ?? {};
  const sfn = new SFNClient({ ...anyone, endpoint: host.endpoints.stepFunctions });
  const arn = executionArn('review', `review-${review}-${run}`);
  await sfn.send(new StopExecutionCommand({ executionArn: arn }));
};

type Healed = { kind: string; review: string };
const healingsAt = async (url: string): Promise<string[]> => {
  const admin = await signedIn(url, { role: 'admin' });
  const { items } = (await admin.get('/v1/healings')).body;
  return items.map(({ kind, review }: Healed) => `${kind} ${review}`).sort();
};

describe('a host that is started again', () => {
  it('lets the open stages be waited for again, and records only waits that were lost before', async () => {
    const [normal, stopped, gone] = [
      await openAndWaiting(),
      await openAndWaiting(),
      await openAndWaiting(),
    ];
    await stop(stopped);
    await deleteItem(runKey(gone));

    await restart();
    // Twice, so that what the first start knew is known to the second.
    await restart();
    await host.remind();
    await host.remind();

    const waiting = await untilWaiting(normal, 'self-assessment');
    expect(waiting).toMatchObject({ run: 2, waits: true });
    expect(await healingsAt(urlOf(host))).toEqual(
      [`execution_lost ${gone}`, `execution_lost ${stopped}`].sort(),
    );
    const state = await signedIn(urlOf(host), permanentMission);
    for (const review of [normal, stopped, gone]) {
      await untilWaiting(review, 'self-assessment');
      expect((await submit(state, review, 'self-assessment')).status).toBe(201);
      await untilWaiting(review, 'evaluation');
    }
  });

  it('still finds a wait that is lost after the restart', async () => {
    const review = await openAndWaiting();
    await restart();
    await host.remind();
    await untilWaiting(review, 'self-assessment');
    const before = await healingsAt(urlOf(host));

    await stop(review);
    await host.remind();

    await untilWaiting(review, 'self-assessment');
    expect(await healingsAt(urlOf(host))).toEqual([...before, `execution_lost ${review}`].sort());
  });

  it('records nothing after a kill either', async () => {
    const killed = join(folder, 'killed');
    const before = await startHostProcess(killed, 0);
    const desk = await signedIn(before.url, evaluator);
    const { id } = (await desk.post('/v1/reviews', opening)).body;
    await openForm(await signedIn(before.url, permanentMission), id, 'self-assessment');
    const headers = { 'content-type': 'application/json' };
    const wait = { method: 'POST', headers, body: '{"wait":true}' };
    await fetch(`${before.url}/local/reminders`, wait);
    await before.kill();

    const after = await startHostProcess(killed, Number(new URL(before.url).port));
    await fetch(`${after.url}/local/reminders`, wait);
    await fetch(`${after.url}/local/reminders`, wait);

    const state = await signedIn(after.url, permanentMission);
    const healings = await healingsAt(after.url);
    const { status } = await submit(state, id, 'self-assessment');
    await after.kill();
    expect({ healings, status }).toEqual({ healings: [], status: 201 });
  });
});
