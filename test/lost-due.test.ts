import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Key, sentKey } from '../adapters/keys.ts';
import { rowsOf } from '../adapters/ledger.ts';
import { deleteItem, getItem, type Item, putItem, queryAll } from '../adapters/table.ts';
import { handler } from '../functions/reconcile.ts';
import { untilWaiting } from './protocol/reviews-at-house.ts';
import { evaluator, opening, permanentMission, type SignedIn, signedIn } from './support/client.ts';
import { startHost } from './support/host.ts';
import { mailsAbout } from './support/reminders.ts';

let host: Awaited<ReturnType<typeof startHost>>;
let desk: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  host = await startHost();
  desk = await signedIn(host.url, evaluator);
  admin = await signedIn(host.url, { role: 'admin' });
  await signedIn(host.url, permanentMission);
});
afterAll(() => host.close());

const hour = 3_600_000;
const day = 24 * hour;

/** The due items of a review, whenever they come due. */
const dueOf = async (review: string): Promise<Item[]> => {
  const found: Item[] = [];
  for (const shard of [0, 1, 2, 3])
    for await (const item of queryAll({
      KeyConditionExpression: 'pk = :shard',
      ExpressionAttributeValues: { ':shard': `DUE#${shard}` },
    }))
      if (item.review === review) found.push(item);
  return found;
};

/** A review whose opening was told, with the rungs that come next. */
const openOne = async (): Promise<{ review: string; rungs: Item }> => {
  const review = (await desk.post('/v1/reviews', opening)).body.id;
  await untilWaiting(review, 'self-assessment');
  await expect.poll(async () => (await dueOf(review)).map(({ kind }) => kind)).toEqual(['rungs']);
  const [rungs] = await dueOf(review);
  return { review, rungs: rungs as Item };
};

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

const instantOf = ({ sk }: Key): number => Date.parse(sk.slice(0, sk.indexOf('#')));

const healingsOf = async (review: string) =>
  (await admin.get('/v1/healings')).body.items
    .filter((healing: { review: string }) => healing.review === review)
    .map(({ kind, found }: { kind: string; found: string }) => [kind, found]);

const now = (): number => Date.now() + host.clock.ahead();

const counted = (metric: string): number =>
  readFileSync(join(host.folder, 'log.jsonl'), 'utf8')
    .split('\n')
    .reduce((sum, line) => sum + (line ? (JSON.parse(line)[metric] ?? 0) : 0), 0);

describe('a run of the reminders', () => {
  it('plans an open review again whose due item is gone, once, to the very same item', async () => {
    const { review, rungs } = await openOne();
    await deleteItem(keyOf(rungs));
    const before = counted('DueMissing');

    await Promise.all(['one', 'two', 'three'].map(async () => handler({}, {} as never)));
    await host.remind();

    expect(await dueOf(review)).toEqual([rungs]);
    expect(await healingsOf(review)).toHaveLength(1);
    expect((await healingsOf(review))[0][0]).toBe('due_missing');
    expect(counted('DueMissing') - before).toBe(1);
  });

  it('tells late what was due meanwhile, once, and nothing that was told before', async () => {
    const { review, rungs } = await openOne();
    await deleteItem(keyOf(rungs));
    const told = (await rowsOf(review)).length;
    host.clock.forward(instantOf(rungs) - now() + hour);

    await host.remind();
    await host.remind();
    const first = await rowsOf(review);
    await host.remind();

    expect(first.length).toBeGreaterThan(told);
    expect(await rowsOf(review)).toHaveLength(first.length);
    expect(await dueOf(review)).toHaveLength(1);
    expect(await healingsOf(review)).toHaveLength(1);
  });

  it('writes again a notice that nobody ever sent', async () => {
    const { review, rungs } = await openOne();
    await deleteItem(keyOf(rungs));
    const rows = await rowsOf(review);
    for (const row of rows) await deleteItem(sentKey(row));
    const before = mailsAbout(host, review).length;

    await host.remind();
    await host.remind();

    expect((await healingsOf(review)).map(([kind]: string[]) => kind)).toEqual(['due_missing']);
    expect((await rowsOf(review)).map(({ kind }) => kind)).toEqual(rows.map(({ kind }) => kind));
    expect(await dueOf(review)).toEqual([rungs]);
    expect(mailsAbout(host, review).length).toBeLessThanOrEqual(before + rows.length);
  });

  it('plans anew what does not fit the record', async () => {
    const { review, rungs } = await openOne();
    await putItem({ ...rungs, plan: '2020-01-01' });

    await host.remind();
    await host.remind();

    expect(await getItem(keyOf(rungs))).toEqual(rungs);
    expect((await healingsOf(review)).map(([kind]: string[]) => kind)).toEqual(['due_stale']);
  });

  it('finds nothing to mend where the date moved, the clock stands still, or all has been told', async () => {
    const { review } = await openOne();
    const suspended = (await openOne()).review;
    const { etag } = await desk.get(`/v1/reviews/${review}`);
    await desk.post(
      `/v1/reviews/${review}/extensions`,
      { days: 10, reason: 'a holiday' },
      { 'if-match': etag },
    );
    const seen = await desk.get(`/v1/reviews/${suspended}`);
    await desk.post(
      `/v1/reviews/${suspended}/suspension`,
      { reason: 'a change of government' },
      { 'if-match': seen.etag },
    );

    for (let days = 0; days < 40; days += 1) {
      host.clock.forward(day);
      await host.remind();
    }

    expect(await healingsOf(review)).toEqual([]);
    expect(await healingsOf(suspended)).toEqual([]);
  });

  it('sends again a mail that was begun and never settled, and says so', async () => {
    const { review } = await openOne();
    // A report that comes later would prove that the mail went out.
    await expect
      .poll(async () => (await rowsOf(review)).every(({ delivery }) => delivery), {
        timeout: 10_000,
      })
      .toBe(true);
    const [row] = await rowsOf(review);
    if (!row) throw new Error('the opening was told');
    const { sentAt: _, providerId: _id, ...begun } = row;
    const [item] = [await getItem(sentKey(row))];
    await putItem({
      ...item,
      ...sentKey(row),
      ...begun,
      status: 'claimed',
      claimedUntil: new Date(now() - 1000).toISOString(),
      sentAt: undefined,
      providerId: undefined,
      gsi1pk: `MAIL#${row.recipient}`,
      gsi1sk: `owed#${row.notBefore}`,
      gsi4pk: 'OWED#0',
      gsi4sk: `${row.notBefore}#${row.recipient}`,
    });
    const before = counted('PossibleDuplicates');

    host.clock.forward(hour);
    await host.remind();
    await host.remind();

    const [after] = await rowsOf(review);
    expect(after).toMatchObject({ status: 'sent', message: row.message });
    expect((await healingsOf(review)).map(([kind]: string[]) => kind)).toEqual(['claim_lapsed']);
    expect(counted('PossibleDuplicates') - before).toBe(1);
  });
});
