import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Anchors } from '../adapters/anchors.ts';
import { s3Anchors, useAnchorStorage } from '../adapters/s3-anchors.ts';
import type { Anchor } from '../domain/anchor.ts';
import { startSmallS3 } from './support/small-s3.ts';

const anchorOf = (n: number): Anchor => ({
  n,
  asOf: '2027-01-01T12:00:00.000Z',
  count: 0,
  root: 'root',
  prev: n === 1 ? '' : 'prev',
  changed: [],
  key: 'key',
  signature: 'signature',
});

let s3: Awaited<ReturnType<typeof startSmallS3>>;
let store: Anchors;
beforeAll(async () => {
  s3 = await startSmallS3();
  useAnchorStorage(s3.client);
  process.env.ANCHOR_BUCKET = 'anchors-of-a-test';
});
afterAll(() => s3.close());
beforeEach(() => {
  s3.objects.clear();
  store = s3Anchors();
});

describe('the bucket of the anchors', () => {
  it('has an object per anchor, whose key counts them', async () => {
    expect(await store.append(anchorOf(1))).toBe(true);
    expect(await store.append(anchorOf(2))).toBe(true);

    expect([...s3.objects.keys()]).toEqual(['anchors/00000001.json', 'anchors/00000002.json']);
    expect(await store.latest()).toEqual(anchorOf(2));
  });

  it('is never written over', async () => {
    await store.append(anchorOf(1));

    expect(await store.append({ ...anchorOf(1), root: 'another' })).toBe(false);
    expect(await store.read(1)).toEqual(anchorOf(1));
  });

  it.each([0, 1, 2, 3, 4, 7, 8, 9, 100, 1000])('tells the latest of %i anchors', async (count) => {
    for (let n = 1; n <= count; n += 1) {
      const body = Buffer.from(JSON.stringify(anchorOf(n)));
      s3.objects.set(`anchors/${String(n).padStart(8, '0')}.json`, body);
    }

    expect((await store.latest())?.n).toBe(count === 0 ? undefined : count);
  });

  it.each(['SlowDown', 'InternalError', 'ConditionalRequestConflict'])(
    'that answers %s is worth another try',
    async (failure) => {
      s3.failures.push(failure, failure);

      await expect(store.latest()).rejects.toThrow('try again');
      await expect(store.append(anchorOf(1))).rejects.toThrow('try again');
    },
  );
});
