import { nameOfRow, replaceRows } from '../../adapters/ledger.ts';
import { type MailsOfDay, takeSlot } from '../../adapters/mail-slots.ts';
import type { Person } from '../../adapters/people.ts';
import type { Telling } from '../../domain/reminders/telling.ts';
import { pressureOf } from '../../domain/reminders/tellings.ts';
import { type Allowed, allowance } from './allowance.ts';

/** A claimed mail: its id, the rows that it carries, and the name of the one that leads it. */
const ofMail = (claimed: readonly Telling[]) => {
  const [lead] = claimed;
  if (!lead?.message) throw new Error('no mail is sent that nobody claimed');
  return { message: lead.message, lead: nameOfRow(lead) };
};

const mayGo = (allowed: readonly Allowed[]): boolean =>
  allowed.every(({ at }) => at === 'now') ||
  allowed.some(({ row }) => pressureOf(row.kind) === 'urgent');

/** A claimed row as it waits for an instant: owed again, or as the same claim where the mail may have gone. */
const waiting = ({ row, at }: Allowed, again: boolean): Telling => {
  const notBefore = at === 'now' ? row.notBefore : at;
  if (again) return { ...row, notBefore, claimedUntil: notBefore };
  const { claimedUntil: _, message: _message, rows: _rows, ...free } = row;
  return { ...free, status: 'owed', notBefore };
};

/**
 * The slot of a claimed mail among those of its recipient's day. Where others were faster, what is
 * allowed is looked at anew; undefined where the day is full by now, and the rows wait.
 */
export const slotFor = async (
  person: Person,
  claimed: readonly Telling[],
  seen: MailsOfDay,
  again: boolean,
): Promise<string | undefined> => {
  const mail = ofMail(claimed);
  for (let day = seen; ; ) {
    const own = day.slots.find(({ message }) => message === mail.message);
    const slot = own?.sk ?? (await takeSlot(day, mail));
    if (slot) return slot;
    const now = await allowance(person, claimed, mail.message);
    if (!mayGo(now.allowed)) {
      await replaceRows(
        now.allowed.map(({ row }) => row),
        now.allowed.map((one) => waiting(one, again)),
      );
      return undefined;
    }
    day = now.day;
  }
};
