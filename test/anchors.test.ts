import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anchorHeads } from '../adapters/anchoring.ts';
import { anchors, leavesOf, useAnchors } from '../adapters/anchors.ts';
import { setClockAhead } from '../adapters/clock.ts';
import { anchorHash, anchorMessage, rootOf } from '../adapters/hashing.ts';
import { headKey } from '../adapters/keys.ts';
import { useLog } from '../adapters/log.ts';
import { getHead } from '../adapters/reviews.ts';
import { checkedBy } from '../adapters/signatures.ts';
import { useSigner } from '../adapters/signing.ts';
import { useDynamoDB } from '../adapters/table.ts';
import type { Anchor } from '../domain/anchor.ts';
import { openAnchorsFile } from '../local/anchors-file.ts';
import { openTable, TableName } from './embedded-table.ts';
import { meterReads } from './support/read-meter.ts';
import { newSigner } from './support/signer.ts';
import { openOne, stepOn } from './support/straight-record.ts';

const hour = 3_600_000;
const signer = newSigner();
let table: Awaited<ReturnType<typeof openTable>>;
let folder: string;
let file: ReturnType<typeof openAnchorsFile>;
let logged: string[];
let ahead = 0;

const later = (milliseconds: number): void => {
  ahead += milliseconds;
  setClockAhead(ahead);
};

const all = async (): Promise<Anchor[]> => {
  const store = await anchors();
  const count = (await store.latest())?.n ?? 0;
  return Promise.all(Array.from({ length: count }, (_, index) => store.read(index + 1)));
};

beforeEach(async () => {
  table = await openTable();
  process.env.TABLE_NAME = TableName;
  useDynamoDB(table.client);
  useSigner(signer);
  folder = mkdtempSync(join(tmpdir(), 'ora-anchors-'));
  file = openAnchorsFile(join(folder, 'anchors.jsonl'));
  useAnchors(file);
  logged = [];
  useLog((line) => logged.push(line));
  // Noon, so that an hour more is the same day.
  ahead = Date.UTC(2027, 0, 1, 12) - Date.now();
  setClockAhead(ahead);
});
afterEach(async () => {
  await file.close();
  await table.table.close();
  rmSync(folder, { recursive: true });
  setClockAhead(0);
});

describe('an anchor', () => {
  it('is a signed root over the head of every review, wherever it is', async () => {
    const ids = [await openOne('a1'), await openOne('b2', 'UNMISS'), await openOne('c3')];
    await anchorHeads();

    const [anchor] = await all();
    if (!anchor) throw new Error('nothing is anchored');
    const { key, signature, ...unsigned } = anchor;
    const heads = await Promise.all(ids.map(getHead));
    expect(anchor).toMatchObject({ n: 1, count: 3, prev: '', full: true });
    expect(anchor.changed).toEqual(
      expect.arrayContaining(heads.map((head) => [head?.id, head?.version, head?.chain])),
    );
    expect(anchor.root).toBe(rootOf(new Map(anchor.changed.map((leaf) => [leaf[0], leaf]))));
    const check = checkedBy([await signer.publicKey()]);
    expect(check(anchorMessage(unsigned), { key, value: signature })).toBe('right');
    expect(check(anchorMessage({ ...unsigned, count: 2 }), { key, value: signature })).toBe(
      'wrong',
    );
  });

  it('says what moved since the one before, and chains to it', async () => {
    await openOne('a1');
    await openOne('b2');
    await anchorHeads();
    later(hour);
    await stepOn('b2');
    await anchorHeads();

    const [first, second] = await all();
    expect(second?.changed.map(([id, seq]) => [id, seq])).toEqual([['b2', 2]]);
    expect(second).toMatchObject({ n: 2, count: 2, prev: first && anchorHash(first) });
    expect(second).not.toHaveProperty('full');
    expect([...(second ? await leavesOf(second) : [])].map(([id]) => id).sort()).toEqual([
      'a1',
      'b2',
    ]);
  });

  it('carries everything anew on the first of a day, so that a day is enough to read', async () => {
    await openOne('a1');
    await anchorHeads();
    later(13 * hour);
    await openOne('b2');
    await anchorHeads();

    const [, second] = await all();
    expect(second).toMatchObject({ n: 2, full: true, count: 2 });
    expect(second?.changed.map(([id]) => id)).toEqual(['a1', 'b2']);
  });

  it('is spared while nothing moves, for less than a day', async () => {
    await openOne('a1');
    expect(await anchorHeads()).toBe(true);
    later(23 * hour);
    expect(await anchorHeads()).toBe(false);
    later(hour);
    expect(await anchorHeads()).toBe(true);

    expect(await all()).toHaveLength(2);
  });

  it('promises only what was settled before the reading began, and never goes back', async () => {
    await anchorHeads(0);
    await openOne('a1');
    await anchorHeads();

    const [first, second] = await all();
    expect(second?.asOf).toBe(first?.asOf);
    later(hour);
    await stepOn('a1');
    await anchorHeads();
    const before = Date.now() + ahead - 60_000;
    expect(Math.abs(Date.parse((await all())[2]?.asOf ?? '') - before)).toBeLessThan(5_000);
  });

  it('keeps the leaf of a review that is gone, and counts it', async () => {
    await openOne('a1');
    await openOne('b2');
    await anchorHeads();
    await table.documents.send(new DeleteCommand({ TableName, Key: { ...headKey('a1') } }));
    later(hour);
    await stepOn('b2');
    await anchorHeads();

    expect((await all())[1]).toMatchObject({ count: 2 });
    expect(logged.join()).toContain('"ChainsGone":1');
  });

  it('is written once where two runs meet', async () => {
    await openOne('a1');

    const written = await Promise.all([anchorHeads(), anchorHeads(), anchorHeads()]);

    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await all()).toHaveLength(1);
  });
});

describe('the cost of an anchor', () => {
  it('is about one read unit per review, with nothing written to the table', async () => {
    const reviews = 100;
    for (let number = 0; number < reviews; number += 1) await openOne(`review-${number}`);
    await anchorHeads();
    await openOne('one-more');
    const units = meterReads(table.client);
    later(hour);
    await anchorHeads();

    console.log(`an anchor over ${reviews + 1} reviews: ${units()} read units`);
    expect(units()).toBeGreaterThan(reviews);
    expect(units()).toBeLessThan(1.2 * reviews + 30);
  });
});

describe('the file of the anchors', () => {
  it('only grows, is its owner’s, and is read again after a restart', async () => {
    await openOne('a1');
    await anchorHeads();
    const path = join(folder, 'anchors.jsonl');
    const before = readFileSync(path, 'utf8');
    later(hour);
    await stepOn('a1');
    await anchorHeads();

    expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const again = openAnchorsFile(path);
    expect(await again.latest()).toEqual(await file.latest());
    await again.close();
  });

  it('forgets a line that a kill cut off, and nothing else', async () => {
    await openOne('a1');
    await anchorHeads();
    const path = join(folder, 'anchors.jsonl');
    const whole = readFileSync(path, 'utf8');
    appendFileSync(path, whole.slice(0, 40));

    const again = openAnchorsFile(path);

    expect((await again.latest())?.n).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe(whole);
    await again.close();
  });
});
