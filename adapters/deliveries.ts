import { type Report, reported, saysMore } from '../domain/reminders/delivery.ts';
import type { Telling } from '../domain/reminders/telling.ts';
import { nameOfRow, rowItem, rowsNamed } from './ledger.ts';
import { type Condition, LostCondition, putItem } from './table.ts';

const asSeen = ({ status, delivery }: Telling): Condition => ({
  expression: `#status = :status AND ${delivery ? 'delivery = :delivery' : 'attribute_not_exists(delivery)'}`,
  names: { '#status': 'status' },
  values: { ':status': status, ...(delivery && { ':delivery': delivery }) },
});

const isOfMail = (row: Telling, { message }: Report): boolean =>
  row.message === message && (row.status === 'sent' || row.status === 'claimed');

/** The rows that a mail carried; none where the ledger does not know the mail. */
export const rowsOfMail = async (report: Report): Promise<Telling[]> => {
  const [lead] = await rowsNamed([report.lead]);
  if (!lead || !isOfMail(lead, report)) return [];
  const rows = lead.rows ? await rowsNamed(lead.rows) : [lead];
  return rows.filter((row) => isOfMail(row, report));
};

/** Writes what was reported to one row, unless it knows as much; a row that moved meanwhile is read again. */
export const recordReport = async (row: Telling, report: Report): Promise<void> => {
  let seen: Telling | undefined = row;
  while (seen && isOfMail(seen, report) && saysMore(seen, report)) {
    try {
      return await putItem(rowItem(reported(seen, report)), asSeen(seen));
    } catch (error) {
      if (!(error instanceof LostCondition)) throw error;
      [seen] = await rowsNamed([nameOfRow(row)]);
    }
  }
};
