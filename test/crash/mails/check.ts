import { rowsOf } from '../../../adapters/ledger.ts';
import { listHeads } from '../../../adapters/review-lists.ts';
import { rowKey } from '../../../domain/reminders/simulated-ledger.ts';
import type { Telling } from '../../../domain/reminders/telling.ts';
import { readRecord } from '../open-record.ts';
import { mailsIn } from './outbox.ts';

/** What a dead host left: its ledger and its mails. */
export interface Left {
  readonly rows: readonly Telling[];
  readonly mails: ReadonlySet<string>;
}

const everyReview = async (): Promise<string[]> => {
  const ids: string[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const { heads, last } = await listHeads({ by: 'opening' }, after, 100);
    ids.push(...heads.map(({ id }) => id));
    after = last;
  }
  return ids;
};

/** Reads the ledger of a host that is not running, in a copy, and which mails are there. */
export const leftBehind = async (folder: string): Promise<Left> => {
  const rows = await readRecord(folder, async () =>
    (await Promise.all((await everyReview()).map(rowsOf))).flat(),
  );
  return { rows, mails: mailsIn(folder) };
};

const messagesOf = (rows: readonly Telling[], ...statuses: Telling['status'][]): Set<string> =>
  new Set(
    rows.flatMap(({ status, message }) => (message && statuses.includes(status) ? [message] : [])),
  );

/** Messages between their mail and the row that says so: the window that the kills are for. */
export const between = ({ rows, mails }: Left): string[] =>
  [...messagesOf(rows, 'claimed')].filter((message) => mails.has(message));

/** Messages that were claimed and whose mail is not there yet. */
export const beforeMail = ({ rows, mails }: Left): string[] =>
  [...messagesOf(rows, 'claimed')].filter((message) => !mails.has(message));

/** Where ledger and mails contradict each other, at whatever moment the host died. */
export const contradictions = ({ rows, mails }: Left): string[] => {
  const known = messagesOf(rows, 'claimed', 'sent');
  return [
    ...[...messagesOf(rows, 'sent')]
      .filter((message) => !mails.has(message))
      .map((message) => `${message} is sent by the ledger, and there is no mail`),
    ...[...mails]
      .filter((message) => !known.has(message))
      .map((message) => `${message} is a mail that the ledger does not know`),
  ];
};

/** What is left undone once everything that is due was told, and rows that lie in the ledger twice. */
export const undone = ({ rows }: Left, now: string): string[] => {
  const keys = rows.map(rowKey);
  return [
    ...rows
      .filter(({ status }) => status === 'claimed' || status === 'failed')
      .map((row) => `${rowKey(row)} is ${row.status} in the end`),
    ...rows
      .filter(({ status, notBefore }) => status === 'owed' && notBefore <= now)
      .map((row) => `${rowKey(row)} is owed since ${row.notBefore}`),
    ...keys.filter((key, at) => keys.indexOf(key) !== at).map((key) => `${key} is there twice`),
  ];
};
