import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { dueNow } from '../../adapters/due-items.ts';
import { nameOfRow, rowsOf } from '../../adapters/ledger.ts';
import { getHead } from '../../adapters/reviews.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { type ReadMail, readMail } from '../../local/read-mail.ts';
import { command } from './cast.ts';
import { type Answered, answersTo, openForm, type SignedIn } from './client.ts';

const isNoticeOf = (review: string, sk: string): boolean =>
  sk.includes(`#${review}#`) && !sk.endsWith('#R');

/** Waits until a review waits for somebody or rests, and nobody is to be told of it at once any more; no run of the reminders is needed for that. */
export const untilTold = (review: string): Promise<true> =>
  vi.waitUntil(
    async () => {
      const phase = (await getHead(review))?.phase;
      if (phase !== 'open' && phase !== 'rest') return false;
      const due = await Array.fromAsync(dueNow());
      return !due.some(({ sk }) => isNoticeOf(review, sk));
    },
    { timeout: 10_000, interval: 20 },
  );

/** The rows of the ledger that an act adds about a review, once everybody is told. */
export const rowsAddedBy = async (
  review: string,
  act: () => Promise<unknown>,
): Promise<Telling[]> => {
  const before = new Set((await rowsOf(review)).map(nameOfRow));
  await act();
  await untilTold(review);
  return (await rowsOf(review)).filter((row) => !before.has(nameOfRow(row)));
};

/** Who was told what, and what became of it, in the order of the alphabet. */
export const wordsOfRows = (rows: readonly Telling[]): string[] =>
  rows.map(({ recipient, kind, status }) => `${recipient} ${kind} ${status}`).sort();

/** The mail that carried a row, as its recipient's program reads it. */
export const mailOfRow = (
  { folder }: { readonly folder: string },
  { message }: Telling,
): Promise<ReadMail> => {
  const file = `${message}.eml`;
  return readMail({ file, source: readFileSync(join(folder, 'outbox', file), 'utf8') });
};

/** All that a mail says: its subject, both bodies and the calendar file with its lines as written. */
export const wholeOf = ({ subject, text, html = '', calendar }: ReadMail): string =>
  [subject, text, html, calendar?.content.replaceAll(/\r\n[ \t]/g, '') ?? ''].join('\n');

const isTaken = ({ status, body }: Answered): void => {
  expect(body.errors).toBeUndefined();
  expect(status).toBeLessThan(300);
};

/** A command on a review that is taken, and of which everybody was told. */
export const act = async (
  person: SignedIn,
  review: string,
  path: string,
  body: object,
): Promise<void> => {
  isTaken(await command(person, review, path, body));
  await untilTold(review);
};

/** Signs a stage with good answers, and what goes with them; everybody was told. */
export const sign = async (
  person: SignedIn,
  review: string,
  stage: string,
  { comment, ...more }: { comment?: string; recommendation?: string; notes?: string } = {},
): Promise<void> => {
  const form = await openForm(person, review, stage);
  const answers = Object.entries(answersTo(form.body.criteria)).map(([id, answer]) => [
    id,
    { ...answer, ...(comment && { comment }) },
  ]);
  const path = `/v1/reviews/${review}/stages/${stage}/submission`;
  const body = { answers: Object.fromEntries(answers), declaration: true, ...more };
  isTaken(await person.post(path, body, { 'if-match': form.etag }));
  await untilTold(review);
};
