import { now } from '../../adapters/clock.ts';
import { nameOfRow, replaceRows, settleSent } from '../../adapters/ledger.ts';
import { count, log } from '../../adapters/log.ts';
import { MailRefused, sendMail } from '../../adapters/mail.ts';
import type { Person } from '../../adapters/people.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { isAddressAtFault } from './address-at-fault.ts';
import { composeMail } from './compose.ts';
import { mailOf } from './mail-of.ts';
import { passUp } from './pass-up.ts';

type Reachable = Person & { readonly email: string };

const minute = 60_000;

/** Doubles the pause after each attempt, from five minutes up to six hours. */
const backOff = (attempts: number): string =>
  new Date(now() + Math.min(5 * 2 ** (attempts - 1), 360) * minute).toISOString();

/** Whether the provider said itself that it did not take the mail; a lost answer leaves that open. */
const wasRefused = (error: unknown): boolean => {
  const { $metadata } = (error ?? {}) as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 0;
  if (status >= 400 && status < 500) return true;
  return error instanceof Error && error.cause !== undefined && wasRefused(error.cause);
};

/** What becomes of a claimed row whose mail did not go out, and may yet. */
const putBack = (row: Telling, reason: string, unsent: boolean): Telling => {
  const { claimedUntil: _, message: _message, rows: _rows, ...free } = row;
  const notBefore = backOff(row.attempts);
  if (unsent) return { ...free, status: 'owed', notBefore, reason };
  return { ...row, notBefore, claimedUntil: notBefore, reason };
};

/** Says in the ledger that a mail did not go out, and what becomes of its rows. */
const release = async (
  person: Reachable,
  claimed: readonly Telling[],
  error: unknown,
  unsent: boolean,
): Promise<void> => {
  const name = error instanceof Error ? error.name : 'unknown';
  log('error', 'a mail was not sent', { message: claimed[0]?.message, error: name, unsent });
  count('MailFailures', 1);
  const isLost = error instanceof MailRefused && (await isAddressAtFault(claimed));
  // First, because a row that has failed is looked at by nobody any more.
  if (isLost) await passUp(claimed, { why: 'refused', to: person.email });
  await replaceRows(
    claimed,
    claimed.map((row) =>
      isLost ? { ...row, status: 'failed', reason: name } : putBack(row, name, unsent),
    ),
  );
};

/**
 * Sends the mail of rows that are claimed, and says in the ledger that they went out. A mail that
 * fails is put off: as what is owed where it surely did not go, as the same claim, to be sent again
 * as the same mail, where nobody knows, or knew the last time (`again`). Throws only when the ledger itself cannot be written.
 */
export const sendClaimed = async (
  person: Reachable,
  claimed: readonly Telling[],
  { again }: { readonly again: boolean } = { again: false },
): Promise<void> => {
  let unsent = true;
  let providerId: string;
  try {
    const content = await mailOf(person, claimed);
    const mail = {
      ...composeMail(content),
      to: content.to,
      messageId: claimed[0]?.message,
      lead: claimed[0] && nameOfRow(claimed[0]),
      inReplyTo: content.thread.at(-1),
      references: content.thread,
    };
    unsent = false;
    providerId = await sendMail(mail);
  } catch (error) {
    return release(person, claimed, error, !again && (unsent || wasRefused(error)));
  }
  await settleSent(claimed, providerId);
};
