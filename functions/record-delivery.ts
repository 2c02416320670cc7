import { recordReport, rowsOfMail } from '../adapters/deliveries.ts';
import { log } from '../adapters/log.ts';
import { reportOf, SesEvent } from '../adapters/ses-events.ts';
import { task } from './front-door.ts';
import { deliver } from './reminders/deliver.ts';
import { passUp } from './reminders/pass-up.ts';

/**
 * Takes back into the ledger what became of a mail. Events come twice, late and in any order: what is
 * known already changes nothing. Where the address will take no other mail either, the next in line
 * is told at once.
 */
export const handler = task('record-delivery', SesEvent, async (event) => {
  const report = reportOf(event);
  const rows = report ? await rowsOfMail(report) : [];
  if (!report || rows.length === 0) {
    log('warn', 'a report of a mail that the ledger does not know', { message: report?.message });
    return;
  }
  for (const row of rows) await recordReport(row, report);
  if (!report.lasting) return;
  const why = report.outcome === 'complained' ? 'complained' : 'bounced';
  const told = await passUp(rows, { why, to: report.to });
  for (const person of told) await deliver(person);
});
