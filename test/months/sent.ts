import { mailPartition } from '../../adapters/keys.ts';
import { rowsNamed } from '../../adapters/ledger.ts';
import { type Slot, slotsOf } from '../../adapters/mail-slots.ts';
import { queryAll } from '../../adapters/table.ts';
import { daysLater } from '../../domain/reminders/calendar-days.ts';
import { rowKey } from '../../domain/reminders/simulated-ledger.ts';
import type { PlannedMessage } from '../../domain/reminders/simulated-world.ts';
import type { Telling } from '../../domain/reminders/telling.ts';

/** The mails of a person, day by day, that were begun by an instant. */
const mailsOf = async (person: string, from: string, to: string): Promise<Slot[]> =>
  slotsOf(
    await Array.fromAsync(
      queryAll({
        KeyConditionExpression: 'pk = :mail AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':mail': mailPartition(person),
          ':from': daysLater(from.slice(0, 10), -1),
          ':to': daysLater(to.slice(0, 10), 2),
        },
      }),
    ),
  );

/** The rows that people were told between two instants, both included. */
export const sentBetween = async (
  people: readonly string[],
  from: string,
  to: string,
): Promise<Telling[]> => {
  const mails = (await Promise.all(people.map((person) => mailsOf(person, from, to)))).flat();
  const rows: Telling[] = [];
  for (const { lead: name, message } of mails) {
    const [lead] = await rowsNamed([name]);
    const all = lead?.rows ? await rowsNamed(lead.rows) : [lead].flatMap((row) => row ?? []);
    rows.push(...all.filter((row) => row.message === message));
  }
  return rows.filter(({ sentAt = '' }) => sentAt >= from && sentAt <= to);
};

const lineOf = (at: string, recipient: string, keys: readonly string[]): string =>
  `${at} ${recipient}: ${keys.toSorted().join(' ')}`;

/** Planned mails, a line each: at which run, to whom, with which rows. */
export const plannedLines = (planned: readonly PlannedMessage[]): string[] =>
  planned
    .map(({ at, recipient, items }) =>
      lineOf(
        at,
        recipient,
        items.map((item) => rowKey({ ...item, recipient })),
      ),
    )
    .sort();

/** Sent mails in the same words; `runs` are the instants at which the machine ran, in their order. */
export const sentLines = (rows: readonly Telling[], runs: readonly string[]): string[] =>
  [...Map.groupBy(rows, ({ message = '' }) => message).values()]
    .map((some) => {
      const [{ sentAt = '', recipient } = { recipient: '' }] = some;
      const run = runs.findLast((at) => at <= sentAt) ?? 'before any run';
      return lineOf(run, recipient, some.map(rowKey));
    })
    .sort();

/** The lines of one list that the other lacks, as often as it lacks them. */
const lacking = (lines: readonly string[], others: readonly string[]): string[] => {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** What was planned and not sent, and what was sent and not planned, or twice. */
export const differencesOf = (planned: readonly string[], sent: readonly string[]): string[] => [
  ...lacking(planned, sent).map((line) => `not sent: ${line}`),
  ...lacking(sent, planned).map((line) => `not planned: ${line}`),
];
