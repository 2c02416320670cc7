import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { dueNow } from '../../adapters/due-items.ts';
import { peopleOwed } from '../../adapters/ledger.ts';

/** The sort keys of everything that is due now. */
export const dueKeys = async (): Promise<string[]> =>
  (await Array.fromAsync(dueNow())).map(({ sk }) => sk);

/** Waits until nothing is due and nobody is owed anything that they may be told by now. */
export const nothingDue = (): Promise<boolean> =>
  vi.waitUntil(async () => (await dueKeys()).length === 0 && (await peopleOwed(1)).length === 0, {
    timeout: 10_000,
    interval: 20,
  });

/** The mails in the outbox of a host that speak of this, with their lines as they were before they were broken for the way. */
export const mailsAbout = (host: { readonly folder: string }, text: string): string[] => {
  const folder = join(host.folder, 'outbox');
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('=\r\n', ''))
    .filter((mail) => mail.includes(text));
};

/** To whom a mail goes. */
export const addressee = (mail: string): string => /^To: (\S+)/m.exec(mail)?.[1] ?? '';
