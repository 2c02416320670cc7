import { readdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import type { Telling } from '../../../domain/reminders/telling.ts';

/** The ids of the messages whose mail is there. */
export const mailsIn = (folder: string): Set<string> =>
  new Set(readdirSync(join(folder, 'outbox')).map((file) => file.replace(/\.eml$/, '')));

/** Resolves when so many new mails came in; `forget` stops looking. */
export const newMails = (
  folder: string,
  count: number,
): { came: Promise<void>; forget(): void } => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const seen = new Set<string>();
  const watcher = watch(join(folder, 'outbox'), (_, file) => {
    if (file?.endsWith('.eml')) seen.add(file);
    if (seen.size >= count) resolve();
  });
  return { came: promise, forget: () => watcher.close() };
};

/** Whether a mail is whole, goes to the recipient of its rows, and speaks of the review of each. */
const isOf = async (folder: string, message: string, rows: readonly Telling[]) => {
  const file = join(folder, 'outbox', `${message}.eml`);
  const { to = [], text = '' } = await PostalMime.parse(readFileSync(file));
  return rows.every(
    ({ recipient, review }) =>
      to.some(({ address }) => address?.startsWith(`${recipient}@`)) && text.includes(review),
  );
};

/** Mails that are not what the rows of their message say: cut off, to somebody else, or of something else. */
export const wrongMails = async (folder: string, rows: readonly Telling[]): Promise<string[]> => {
  const wrong: string[] = [];
  for (const [message, some] of Map.groupBy(rows, (row) => row.message)) {
    const told = some.filter(({ status }) => status === 'sent');
    if (message && told.length > 0 && !(await isOf(folder, message, told)))
      wrong.push(`${message} is not what its rows say`);
  }
  return wrong;
};
