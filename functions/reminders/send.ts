import { now } from '../../adapters/clock.ts';
import { nameOfRow, replaceRows, settleSent } from '../../adapters/ledger.ts';
import { count, log } from '../../adapters/log.ts';
import { MailRefused, sendMail } from '../../adapters/mail.ts';
import { giveBack, type MailsOfDay } from '../../adapters/mail-slots.ts';
import type { Person } from '../../adapters/people.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { isAddressAtFault } from './address-at-fault.ts';
import { composeMail } from './compose.ts';
import { mailOf } from './mail-of.ts';
import { passUp } from './pass-up.ts';
import { slotFor } from './slot.ts';

const minute = 60_000;

type Reached = Person & { readonly email: string };

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
  person: Reached,
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

interface Begun {
  readonly person: Reached;
  readonly claimed: readonly Telling[];
  readonly slot: string;
  readonly again: boolean;
}

/** What becomes of a mail that did not go out; its slot is given back first where that is sure. */
const onFailure = async (
  { person, claimed, slot, again }: Begun,
  error: unknown,
  offered: boolean,
): Promise<void> => {
  const refused = error instanceof MailRefused || wasRefused(error);
  const unsent = !again && (!offered || refused);
  const [lead] = claimed;
  if (unsent && lead?.message) await giveBack(person.id, slot, lead.message);
  return release(person, claimed, error, unsent);
};

const sendIn = async (begun: Begun): Promise<void> => {
  const { person, claimed, slot } = begun;
  let offered = false;
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
    offered = true;
    providerId = await sendMail(mail);
  } catch (error) {
    return onFailure(begun, error, offered);
  }
  await settleSent(claimed, providerId, slot);
};

/**
 * Sends the mail of rows that are claimed, in a slot of its recipient's day, and says in the ledger
 * that they went out; where the day that was seen is full by now, they wait. A mail that fails is put
 * off: as what is owed where it surely did not go, as the same claim, to be sent again as the same
 * mail, where nobody knows, or knew the last time (`again`). Throws only when the table itself cannot
 * be written.
 */
export const sendClaimed = async (
  person: Reached,
  claimed: readonly Telling[],
  { day, again = false }: { readonly day: MailsOfDay; readonly again?: boolean },
): Promise<void> => {
  const slot = await slotFor(person, claimed, day, again);
  if (slot) await sendIn({ person, claimed, slot, again });
};
