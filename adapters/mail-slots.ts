import * as z from 'zod';
import { timestamp } from './clock.ts';
import { mailPartition, slotKey, slotPrefix } from './keys.ts';
import { type Condition, type Item, LostCondition, putItem, queryAll } from './table.ts';

/**
 * A mail of somebody's day: its place there, its message, the name of the row that leads it, and
 * when it was begun.
 */
const Slot = z.object({
  sk: z.string(),
  message: z.string(),
  lead: z.string(),
  at: z.string(),
});
export type Slot = z.output<typeof Slot>;

/** A person's mails of one day where they are, the first ones first. */
export interface MailsOfDay {
  readonly person: string;
  readonly day: string;
  readonly slots: readonly Slot[];
}

const free: Condition = { expression: 'attribute_not_exists(message)' };

/** The slots that these items are; those that were given back are none. */
export const slotsOf = (items: readonly Item[]): Slot[] =>
  items.filter(({ message }) => message !== undefined).map((item) => Slot.parse(item));

/** The mails that a person had on a day, or is having, as last written. */
export const mailsOn = async (person: string, day: string): Promise<MailsOfDay> => {
  const items = queryAll({
    KeyConditionExpression: 'pk = :mail AND begins_with(sk, :day)',
    ExpressionAttributeValues: { ':mail': mailPartition(person), ':day': slotPrefix(day) },
    ConsistentRead: true,
  });
  return { person, day, slots: slotsOf(await Array.fromAsync(items)) };
};

/** The lowest number that is free: never more than there are mails. */
const firstFree = ({ person, day, slots }: MailsOfDay) => {
  const taken = new Set(slots.map(({ sk }) => sk));
  let number = 0;
  while (taken.has(slotKey(person, day, number).sk)) number += 1;
  return slotKey(person, day, number);
};

/**
 * Makes a mail one more of the day that was seen; its slot, or undefined when another mail was
 * faster. Whoever saw fewer mails than the cap has a number below the cap, and each number is given
 * once: of however many senders at a time, no more get one than the cap allows.
 */
export const takeSlot = async (
  seen: MailsOfDay,
  mail: Pick<Slot, 'message' | 'lead'>,
): Promise<string | undefined> => {
  const key = firstFree(seen);
  try {
    await putItem({ ...key, ...mail, at: timestamp() }, free);
    return key.sk;
  } catch (error) {
    if (error instanceof LostCondition) return undefined;
    throw error;
  }
};

/** Gives back the slot of a mail that surely did not go out; quiet when it is not this mail's. */
export const giveBack = async (person: string, slot: string, message: string): Promise<void> => {
  const own = { expression: 'message = :message', values: { ':message': message } };
  try {
    await putItem({ pk: mailPartition(person), sk: slot, at: timestamp() }, own);
  } catch (error) {
    if (!(error instanceof LostCondition)) throw error;
  }
};
