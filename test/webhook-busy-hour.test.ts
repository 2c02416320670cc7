import { afterAll, beforeAll, expect, it } from 'vitest';
import { announcedPartition } from '../adapters/keys.ts';
import { putItem, useDynamoDB } from '../adapters/table.ts';
import { loggedSince } from '../adapters/webhook-deliveries.ts';
import type { Webhook } from '../domain/webhooks/webhook.ts';
import { atOnce, collected } from '../functions/webhooks/collect.ts';
import { openAnyTable, TableName } from './embedded-table.ts';

let open: Awaited<ReturnType<typeof openAnyTable>>;
beforeAll(async () => {
  open = await openAnyTable();
  process.env.TABLE_NAME = TableName;
  useDynamoDB(open.client);
});
afterAll(() => open.close());

const busy = 2 * atOnce + 100;
const began = Date.now() - 1_800_000;
const at = (place: number): string => new Date(began + place * 1_000).toISOString();

it('is told of all that happened in an hour in which more happened than one look holds', async () => {
  const webhook: Webhook = {
    id: 'busy',
    url: 'https://receiver.example/events',
    by: 'an-admin',
    made: at(-1),
    rotation: 0,
    version: 1,
  };
  for (let place = 0; place < busy; place += 1)
    await putItem({
      pk: `REVIEW#${String(place).padStart(20, '0')}`,
      sk: 'EVENT#00001',
      gsi4pk: announcedPartition(1),
      gsi4sk: `${at(place)}#RWA#MINUSCA#review-opened`,
    });

  let runs = 1;
  while ((await collected(webhook)).more && runs < 10) runs += 1;

  expect((await loggedSince('busy', at(-1))).size).toBe(busy);
  expect(runs).toBeLessThan(10);
  expect((await collected(webhook)).more).toBe(false);
});
