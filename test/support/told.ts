import { expect, vi } from 'vitest';
import { rowsOf } from '../../adapters/ledger.ts';
import { getPerson, putPerson } from '../../adapters/people.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import type { Host } from '../../local/host.ts';
import { untilWaiting } from '../protocol/reviews-at-house.ts';
import { opening, type SignedIn } from './client.ts';

/** Gives a person another address, which takes mail. */
export const moveTo = async (person: string, email: string): Promise<void> => {
  const { undeliverable: _, ...known } = (await getPerson(person)) ?? expect.fail('nobody');
  await putPerson({ ...known, email }, known);
};

/** Opens a review on a new day, on which nobody has been told anything yet. */
export const openOnNewDay = async ({ clock }: Host, desk: SignedIn): Promise<string> => {
  clock.forward(24 * 3_600_000);
  const review = (await desk.post('/v1/reviews', opening)).body.id;
  await untilWaiting(review, 'self-assessment');
  return review;
};

const patience = { timeout: 10_000, interval: 20 };

/** The row that tells somebody this of a review, once it is there. */
export const rowOf = async (review: string, kind: string, recipient: string): Promise<Telling> => {
  const find = async () =>
    (await rowsOf(review)).find((row) => row.kind === kind && row.recipient === recipient);
  return (await vi.waitUntil(find, patience)) as Telling;
};

/** The same once its mail was reported on. */
export const reportedRow = async (
  review: string,
  kind: string,
  recipient: string,
): Promise<Telling> => {
  await vi.waitUntil(async () => (await rowOf(review, kind, recipient)).delivery, patience);
  return rowOf(review, kind, recipient);
};
