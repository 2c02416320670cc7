import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedBy } from '../adapters/signatures.ts';
import { verificationTools } from '../adapters/verification-tools.ts';
import type { PublicKey } from '../domain/public-key.ts';
import type { ExportedWhole } from '../domain/verification/record-export.ts';
import type { SignatureCheck } from '../domain/verification/tools.ts';
import { type Evidence, type Report, verifyRecord } from '../domain/verification/verify-record.ts';
import { seeded } from './crash/seeded.ts';
import { alteredCopy, type Done } from './integrity/altered-copy.ts';
import { type MadeRecord, makeRecord } from './integrity/record.ts';
import { smallRecord } from './integrity/small-records.ts';
import { newSigner } from './support/signer.ts';

const reviews = 200;
const signer = newSigner();
const forger = newSigner();
let made: MadeRecord;
let given: Omit<Evidence, 'chains'>;

beforeAll(async () => {
  made = await makeRecord(reviews, 10, signer);
  const { exportedAt, anchors, receipts } = made;
  given = { exportedAt, anchors, receipts, check: remembering(await signer.publicKey()) };
}, 120_000);
afterAll(() => made.close());

/** What was checked once is not checked again in each of the forty copies. */
const remembering = (key: PublicKey): SignatureCheck => {
  const check = checkedBy([key]);
  const said = new Map<string, ReturnType<SignatureCheck>>();
  return (message, signature) => {
    const asked = `${message}\n${signature.key}\n${signature.value}`;
    const known = said.get(asked) ?? check(message, signature);
    said.set(asked, known);
    return known;
  };
};

const verified = (chains: readonly ExportedWhole[], more: Partial<Evidence> = {}) =>
  verifyRecord({ ...given, ...more, chains }, verificationTools);

const nothing = { check: undefined, anchors: undefined, receipts: undefined };

interface Told {
  readonly kind: string;
  readonly named: boolean;
  readonly namedWithoutEvidence: boolean;
}

/** An inserted event has a hash of its own: it fits, and the one that it drove from its place does not. */
const mayBe = (kind: string, from: number, seq: number): boolean =>
  seq === from || (kind === 'insert' && seq === from + 1);

/**
 * Whether a report names each chain that was altered, and the very first altered event of it; where hashes
 * were computed anew, an event from there on that a root, a signature or a receipt contradicts.
 */
const isNamed = ({ misfits }: Report, { kind, names, from }: Done): boolean =>
  names.every((id) =>
    misfits.some(
      ({ chain, seq = from }) =>
        chain === `review ${id}` &&
        (kind.includes('hashes') ? seq >= from : mayBe(kind, from, seq)),
    ),
  );

/** What a verification tells of each alteration of a copy, and whom it blames besides. */
const toldOf = async (number: number): Promise<{ told: Told[]; blamed: string[] }> => {
  const { chains, done } = await alteredCopy(made, number, forger);
  const [full, bare] = [verified(chains), verified(chains, nothing)];
  const all = new Set(done.flatMap(({ names }) => names));
  return {
    told: done.map((each) => ({
      kind: each.kind,
      named: isNamed(full, each),
      namedWithoutEvidence: isNamed(bare, each),
    })),
    blamed: full.misfits
      .map(({ chain = 'a root' }) => chain.replace('review ', ''))
      .filter((id) => !all.has(id)),
  };
};

describe('ora verify, of a record that nobody has touched', () => {
  it('finds that everything fits, and says up to when it is vouched for', () => {
    const report = verified(made.chains);

    expect(report).toMatchObject({ chains: reviews, misfits: [], cannotTell: [] });
    expect(report.vouchedUpTo).toBe(made.anchors.at(-1)?.asOf);
    expect(report.young.events).toBeGreaterThan(report.young.underReceipt);
    expect(report.young.underReceipt).toBeGreaterThan(0);
  });

  it('says which claims it cannot make where it is given nothing', () => {
    const report = verified(made.chains, nothing);

    expect(report.misfits).toEqual([]);
    expect(report.vouchedUpTo).toBeUndefined();
    expect(report.cannotTell.map((claim) => /--\w+/.exec(claim)?.[0])).toEqual([
      '--keys',
      '--roots',
      '--receipt',
    ]);
  });

  it('raises no false alarm on 10,000 small records', async () => {
    const random = seeded(7, 'untouched');
    const check = checkedBy([await signer.publicKey()]);
    const alarms = [];
    let events = 0;
    for (let number = 0; number < 10_000; number += 1) {
      const evidence = await smallRecord(number, random, signer);
      const report = verifyRecord({ ...evidence, check }, verificationTools);
      events += report.events;
      alarms.push(...report.misfits);
    }

    console.log(`10,000 untouched records, ${events} events: ${alarms.length} false alarms`);
    expect(alarms).toEqual([]);
  }, 120_000);
});

describe('ora verify, of 1,000 alterations', () => {
  it('names all of them by chain and event with keys, roots and receipts, and blames nobody else', async () => {
    const told: Told[] = [];
    for (let copy = 0; copy < 40; copy += 1) {
      const result = await toldOf(copy);
      expect(result.blamed).toEqual([]);
      told.push(...result.told);
    }

    const kinds = Map.groupBy(told, ({ kind }) => kind);
    for (const [kind, each] of kinds) {
      const named = each.filter((one) => one.named).length;
      const missed = each.filter((one) => !one.namedWithoutEvidence).length;
      console.log(`${kind}: ${named} of ${each.length} named; without evidence ${missed} missed`);
    }
    const missed = told.filter(({ namedWithoutEvidence }) => !namedWithoutEvidence).length;
    console.log(`1,000 alterations without keys, roots and receipts: ${missed} missed`);
    expect(told).toHaveLength(1000);
    expect(told.filter(({ named }) => !named)).toEqual([]);
    expect(missed).toBeGreaterThan(0);
  }, 120_000);
});
