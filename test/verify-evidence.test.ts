import { beforeAll, describe, expect, it } from 'vitest';
import { checkedBy } from '../adapters/signatures.ts';
import { verificationTools } from '../adapters/verification-tools.ts';
import type { SavedAnchor } from '../domain/anchor.ts';
import type { ExportedWhole } from '../domain/verification/record-export.ts';
import { type Evidence, verifyRecord } from '../domain/verification/verify-record.ts';
import { seeded } from './crash/seeded.ts';
import { headed, rehashed } from './integrity/forge.ts';
import { smallRecord } from './integrity/small-records.ts';
import { newSigner } from './support/signer.ts';

const signer = newSigner();
let evidence: Evidence;
let chain: ExportedWhole;
let anchors: readonly SavedAnchor[];

beforeAll(async () => {
  const random = seeded(3, 'evidence');
  let made = await smallRecord(0, random, signer);
  while (!isFit(made)) made = await smallRecord(0, random, signer);
  evidence = { ...made, check: checkedBy([await signer.publicKey()]) };
  [chain] = made.chains as [ExportedWhole];
  anchors = made.anchors ?? [];
});

/** One review of more than eight events, with roots after five and after eight of them. */
const isFit = ({ chains, anchors: [, second] = [] }: Evidence): boolean =>
  chains.length === 1 && (chains[0]?.events.length ?? 0) > 8 && second?.changed?.[0]?.[1] === 8;

const misfitsOf = (more: Partial<Evidence>) =>
  verifyRecord({ ...evidence, ...more }, verificationTools).misfits;

const eventAt = (seq: number) => chain.events[seq - 1] ?? {};

describe('roots that are not as they were signed', () => {
  it.each([
    ['another root', { root: 'x'.repeat(43) }],
    ['another instant', { asOf: '2031-01-01T00:00:00.000Z' }],
    ['another count', { count: 9 }],
    ['another signature', { signature: 'x'.repeat(86) }],
  ])('are named by number: %s', (_, change) => {
    const [first, second] = anchors as [SavedAnchor, SavedAnchor];

    expect(misfitsOf({ anchors: [first, { ...second, ...change }] })).toEqual([
      { anchor: 2, why: 'is not signed by the key that it names' },
    ]);
  });

  it('are named where their leaves were changed', () => {
    const [first, second] = anchors as [SavedAnchor, SavedAnchor];
    const changed = second.changed?.map(([id, seq]): [string, number, string] => [id, seq, 'x']);

    expect(misfitsOf({ anchors: [first, { ...second, ...(changed && { changed }) }] })).toEqual([
      { anchor: 2, why: 'is not the root of the leaves that are saved with it' },
    ]);
  });

  it('are named where one before them is missing, or another', () => {
    const [first, second] = anchors as [SavedAnchor, SavedAnchor];

    expect(misfitsOf({ anchors: [first, { ...second, n: 3 }] })).toMatchObject([
      { anchor: 3, why: expect.stringContaining('those between are missing') },
    ]);
    expect(misfitsOf({ anchors: [second, second] })).toMatchObject([{ anchor: 2 }]);
  });

  it('vouch for nothing where a key that is not given has signed them', async () => {
    const check = checkedBy([await newSigner().publicKey()]);

    const report = verifyRecord({ ...evidence, check }, verificationTools);

    expect(report.misfits.map(({ why }) => why)).toContainEqual(
      expect.stringContaining('which is none of the keys given'),
    );
    expect(report.vouchedUpTo).toBeUndefined();
  });
});

describe('a record against its roots and receipts', () => {
  const altered = (events: readonly Record<string, unknown>[]) => ({
    chains: [headed({ ...chain, events: rehashed(chain.id, events) })],
  });

  it('has no event that is older than a root which does not know it', () => {
    const backdated = [
      ...chain.events.slice(0, 8),
      { ...eventAt(8), type: 'stage-assigned', facts: { stage: 'evaluation', team: 'Team 9' } },
    ];

    expect(misfitsOf({ ...altered(backdated), receipts: [] })).toMatchObject([
      { seq: 9, anchor: 2, why: expect.stringContaining('does not know it') },
    ]);
  });

  it('has no stage that was closed without a signature once others were signed', () => {
    const scored = chain.events.findLastIndex(({ type }) => type === 'stage-scored');
    const { signature: _, ...facts } = eventAt(scored + 1).facts as Record<string, unknown>;
    const stripped = chain.events.toSpliced(scored, 1, { ...eventAt(scored + 1), facts });

    const misfits = misfitsOf({ ...altered(stripped), anchors: [], receipts: [] });

    expect(misfits[0]).toMatchObject({
      seq: scored + 1,
      why: expect.stringContaining('without a signature'),
    });
  });

  it('holds what a receipt says, also where no root does', () => {
    const { hash: head } = eventAt(3);
    const wrong = { review: chain.id, seq: 3, head: 'x'.repeat(43) };

    expect(misfitsOf({ receipts: [{ ...wrong, head: String(head) }] })).toEqual([]);
    expect(misfitsOf({ receipts: [wrong] })).toEqual([
      { chain: `review ${chain.id}`, seq: 3, why: 'is not the one that a receipt knows' },
    ]);
    expect(misfitsOf({ receipts: [{ ...wrong, seq: 99 }] })).toMatchObject([
      { seq: chain.events.length + 1, why: expect.stringContaining('99 events') },
    ]);
    expect(misfitsOf({ receipts: [{ ...wrong, review: 'gone' }] })).toMatchObject([
      { chain: 'review gone', why: expect.stringContaining('is missing') },
    ]);
  });

  it('is in the export once', () => {
    expect(misfitsOf({ chains: [chain, chain] })).toMatchObject([
      { why: expect.stringContaining('twice') },
    ]);
  });

  it('may only have been exported too early: the report says so', () => {
    const cut = headed({ ...chain, events: chain.events.slice(0, 6) });
    const exportedAt = '2027-01-01T00:07:00.000Z';

    const { cannotTell } = verifyRecord(
      { ...evidence, chains: [cut], exportedAt, receipts: [] },
      verificationTools,
    );

    expect(cannotTell).toContainEqual(expect.stringContaining('Save the roots first'));
  });
});
