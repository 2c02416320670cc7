import type { Telling } from '../domain/reminders/telling.ts';
import { mailPartition } from './keys.ts';
import { nameOfRow, owedTo, rowsNamed } from './ledger.ts';
import { type Slot, slotsOf } from './mail-slots.ts';
import { queryPage } from './table.ts';

/** A row, and the place after which a list goes on behind it. */
interface Entry {
  readonly row: Telling;
  readonly place: string;
}

const slotsAtOnce = 25;

// After every day: what is owed stands first in a list that begins with the latest day.
const owedGroup = '~';

const owedEntries = async (person: string): Promise<Entry[]> =>
  (await owedTo(person, '~'))
    .map((row) => ({ row, place: `${owedGroup}|${row.notBefore} ${nameOfRow(row)}` }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));

/** The rows that went out in the mail of a slot; a mail that was begun twice stands where it was settled. */
const entriesOf = async ({ sk, message }: Slot, lead: Telling | undefined): Promise<Entry[]> => {
  if (!lead) return [];
  const rows = lead.rows ? await rowsNamed(lead.rows) : [lead];
  return rows
    .filter((row) => row.status === 'sent' && row.message === message && (row.slot ?? sk) === sk)
    .sort((a, b) => (nameOfRow(a) < nameOfRow(b) ? -1 : 1))
    .map((row, index) => ({ row, place: `${sk}|${String(index).padStart(3, '0')}` }));
};

/** What went to a person in these mails and those of earlier days, the latest mail first. */
async function* toldEntries(person: string, from: string): AsyncGenerator<Entry> {
  let start: Record<string, unknown> | undefined;
  do {
    const { items, next } = await queryPage({
      KeyConditionExpression: 'pk = :mail AND sk <= :from',
      ExpressionAttributeValues: { ':mail': mailPartition(person), ':from': from },
      ScanIndexForward: false,
      Limit: slotsAtOnce,
      ...(start && { ExclusiveStartKey: start }),
    });
    const slots = slotsOf(items);
    const leads = await rowsNamed([...new Set(slots.map(({ lead }) => lead))]);
    const byName = new Map(leads.map((lead) => [nameOfRow(lead), lead]));
    for (const slot of slots) yield* await entriesOf(slot, byName.get(slot.lead));
    start = next;
  } while (start);
}

async function* entriesFrom(person: string, after: string): AsyncGenerator<Entry> {
  const [group = ''] = after.split('|');
  if (group === '' || group === owedGroup)
    for (const entry of await owedEntries(person)) if (entry.place > after) yield entry;
  for await (const entry of toldEntries(person, group || owedGroup))
    if (!entry.place.startsWith(`${group}|`) || entry.place > after) yield entry;
}

/**
 * One page of what a person is owed, soonest first, and was told, the latest mail first, after the
 * place given; `last` is where it ends, undefined on the last page.
 */
export const tellingsOf = async (
  person: string,
  after: string,
  limit: number,
): Promise<{ rows: Telling[]; last: string | undefined }> => {
  const page: Entry[] = [];
  for await (const entry of entriesFrom(person, after)) {
    const rows = page.map(({ row }) => row);
    if (page.length === limit) return { rows, last: page.at(-1)?.place };
    page.push(entry);
  }
  return { rows: page.map(({ row }) => row), last: undefined };
};
