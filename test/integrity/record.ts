import { anchorHeads } from '../../adapters/anchoring.ts';
import { anchors, useAnchors } from '../../adapters/anchors.ts';
import { setClockAhead } from '../../adapters/clock.ts';
import { useLog } from '../../adapters/log.ts';
import { rawReview } from '../../adapters/raw-record.ts';
import { getHead } from '../../adapters/reviews.ts';
import { type Signer, useSigner } from '../../adapters/signing.ts';
import { useDynamoDB } from '../../adapters/table.ts';
import type { Anchor } from '../../domain/anchor.ts';
import type { KeptReceipt } from '../../domain/verification/receipt.ts';
import type { ExportedWhole } from '../../domain/verification/record-export.ts';
import { tableRequestHandler } from '../../local/table/dialect.ts';
import { oneOf, type Random, seeded } from '../crash/seeded.ts';
import { clientsOf, openTable, TableName } from '../embedded-table.ts';
import {
  openOne,
  openStageOf,
  returnOpen,
  stepOn,
  submitOpen,
} from '../support/straight-record.ts';
import { anchorsInMemory } from './anchors-in-memory.ts';

const minute = 60_000;

/** A record as it was exported, and what was kept elsewhere while it was made. */
export interface MadeRecord {
  readonly exportedAt: string;
  readonly chains: readonly ExportedWhole[];
  readonly anchors: readonly Anchor[];
  readonly receipts: readonly KeptReceipt[];
  close(): Promise<void>;
}

const idOf = (number: number): string => number.toString(16).padStart(20, '0');

/** What a person does with a review where it waits; the receipt, or nothing where nobody came. */
const act = async (id: string, random: Random): Promise<KeptReceipt | undefined> => {
  const open = await openStageOf(id);
  if (!open || random() < 0.3) return undefined;
  if (open.stage === 'evaluation' && open.round === 1 && random() < 0.2) return returnOpen(id);
  return submitOpen(id, random() < 0.3 ? { 'INF-A1': 40 } : {});
};

/** A clock that a test moves, from an evening, so that the hours reach into the next day. */
const openClock = () => {
  let ahead = Date.UTC(2027, 0, 1, 18) - Date.now();
  setClockAhead(ahead);
  return {
    later: (milliseconds: number): void => {
      ahead += milliseconds;
      setClockAhead(ahead);
    },
    now: (): string => new Date(Date.now() + ahead).toISOString(),
  };
};

const openRecord = async (signer: Signer) => {
  const { table } = await openTable();
  process.env.TABLE_NAME = TableName;
  useDynamoDB(clientsOf({ requestHandler: tableRequestHandler(table.answer) }).client);
  useSigner(signer);
  useAnchors(anchorsInMemory());
  useLog(() => undefined);
  return table;
};

/** What happens to one review in an hour: the machine moves it to where it waits, and somebody may come. */
const playHour = async (id: string, random: Random): Promise<KeptReceipt | undefined> => {
  if (!(await getHead(id))) await openOne(id, oneOf(random, ['MINUSCA', 'UNMISS', 'UNIFIL']));
  while (await stepOn(id));
  return act(id, random);
};

const exported = async (ids: readonly string[]): Promise<ExportedWhole[]> => {
  const chains: ExportedWhole[] = [];
  for (const id of ids) chains.push({ kind: 'review', id, whole: true, ...(await rawReview(id)) });
  return structuredClone(chains);
};

const allAnchors = async (): Promise<Anchor[]> => {
  const store = await anchors();
  const count = (await store.latest())?.n ?? 0;
  return Promise.all(Array.from({ length: count }, (_, index) => store.read(index + 1)));
};

/**
 * Plays reviews for some hours straight through the domain, the tasks and the adapters, with an
 * anchor after each hour but the last one: what happened in that is protected by receipts alone.
 */
export const makeRecord = async (
  reviews: number,
  hours: number,
  signer: Signer,
): Promise<MadeRecord> => {
  const random = seeded(1, 'a record');
  const table = await openRecord(signer);
  const clock = openClock();
  const ids = Array.from({ length: reviews }, (_, number) => idOf(number));
  const receipts: KeptReceipt[] = [];
  for (let hour = 0; hour < hours; hour += 1) {
    for (const id of ids.slice(0, Math.ceil((reviews * (hour + 1)) / (hours - 2)))) {
      const receipt = await playHour(id, random);
      if (receipt) receipts.push(receipt);
    }
    clock.later(60 * minute);
    if (hour < hours - 1) await anchorHeads();
  }
  return {
    exportedAt: clock.now(),
    chains: await exported(ids),
    anchors: await allAnchors(),
    receipts,
    close: async () => {
      setClockAhead(0);
      await table.close();
    },
  };
};
