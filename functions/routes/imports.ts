import * as z from 'zod';
import { readContributions } from '../../adapters/contributions-csv.ts';
import { keepAnswer } from '../../adapters/idempotency.ts';
import { LostCondition, transact } from '../../adapters/table.ts';
import { putUnit } from '../../adapters/units.ts';
import { ImportReport } from '../../domain/contributions/report.ts';
import { unitsOf } from '../../domain/contributions/units.ts';
import { identityOf, replayOf } from '../http/command.ts';
import { permit } from '../http/permission.ts';
import { type Reply, route } from '../http/route.ts';

const Summary = ImportReport.omit({ rows: true }).extend({
  dryRun: z.boolean(),
  units: z.int(),
  rows: ImportReport.shape.rows.optional(),
});

/** Keeps the short answer of an import, so that a copy of the request hears the same. */
const keep = async (
  identity: ReturnType<typeof identityOf>,
  answer: Reply & { status: number },
) => {
  try {
    await transact(
      [keepAnswer(`import-${identity.hash}`, identity, answer)],
      identity.hash.slice(0, 36),
    );
  } catch (error) {
    if (!(error instanceof LostCondition)) throw error;
  }
};

export const importRoute = route({
  method: 'post',
  path: '/v1/imports',
  summary:
    'Import a file of contributions; with dryRun nothing is written. The report goes row by row',
  action: 'import',
  wants: ['idempotency-key'],
  query: z.strictObject({ dryRun: z.stringbool().default(false) }),
  body: z.strictObject({ kind: z.literal('contributions'), csv: z.string().max(250_000) }),
  status: 200,
  response: Summary,
  handle: async (asked) => {
    permit(asked.person, 'import');
    const report = readContributions(asked.body.csv);
    const units = unitsOf(report);
    if (asked.query.dryRun) return { body: { ...report, dryRun: true, units: units.length } };
    const identity = identityOf(asked);
    const replay = await replayOf(`import-${identity.hash}`, identity);
    if (replay) return { ...replay, body: { ...(replay.body as object), rows: report.rows } };
    const asOf = report.rows.find(({ date }) => date)?.date ?? '';
    for (const unit of units) await putUnit({ ...unit, asOf });
    const { rows: _, ...summary } = report;
    const body = { ...summary, dryRun: false, units: units.length };
    await keep(identity, { status: 200, body });
    return { body: { ...body, rows: report.rows } };
  },
});
