import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { reporterOf, reportObligation } from '../../domain/commands/obligations.ts';
import { dossierFacts, Side } from '../../domain/facts/dossier-facts.ts';
import { type Asker, sideOf } from '../../domain/permissions.ts';
import { dayIn } from '../../domain/reminders/calendar-days.ts';
import type { Obligation } from '../../domain/reminders/obligation.ts';
import { type ObligationRecord, reportOn } from '../../domain/reminders/obligation-record.ts';
import {
  isCounted,
  isStillOwed,
  type Period,
  periodsOf,
} from '../../domain/reminders/owed-obligation.ts';
import { Day } from '../../domain/text.ts';
import { findObligation, obligations } from '../../instruments/obligations.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { change, visibleReview } from '../http/command.ts';
import { answerEntry, byView, entering, entryFields } from '../http/entry-view.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { recordOfObligations } from '../reminders/record-of-obligations.ts';

const {
  dueOn: _,
  obligation: _id,
  version: _version,
  side: _side,
  ...said
} = dossierFacts['obligation-reported'].shape;

export const reportObligationRoute = route({
  ...entering,
  path: '/v1/reviews/{id}/obligations/{obligation}/reports',
  summary:
    'Report that what the unit owes again and again was met, of one day on which it is due: no more is told of that day',
  action: 'report-obligation',
  params: z.object({ id: z.string(), obligation: z.string() }),
  body: z.strictObject({ dueOn: Day, ...said }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'report-obligation',
      match: 'none',
      decide: async (head, _instrument, by, due) =>
        reportObligation(
          findObligation(asked.params.obligation),
          head,
          await recordOfObligations(head),
          asked.body,
          { side: sideOf(asked.person.role), due, at: timestamp() },
          by,
        ),
      answer: answerEntry('report'),
    }),
});

const ObligationView = z
  .object({
    obligation: z.string(),
    version: z.int(),
    title: z.string(),
    /** Whether it is still told of: not of a unit that does not go, nor once its next cycle is open. */
    owed: z.boolean(),
    /** The side that reports it, beside the Secretariat. */
    side: Side.optional(),
    /** The days that can be reported by now: those on which it was due, and the one that comes next. */
    due: z.array(
      z.object({ on: Day, report: z.object({ ...entryFields, ...said, side: Side }).optional() }),
    ),
  })
  .meta({ id: 'Obligation' });

const dueView = (
  { id }: Obligation,
  { on }: Period,
  record: ObligationRecord,
  asker: Asker,
): z.output<typeof ObligationView>['due'][number] => {
  const report = reportOn(record, id, on);
  if (!report) return { on };
  const { obligation: _, version: _version, dueOn: _on, ...shown } = report;
  return { on, report: { ...shown, ...byView(report.by, asker) } };
};

export const listObligationsRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/obligations',
  summary:
    'List what the unit owes again and again: when it was due, what was reported, and when it is due next',
  action: 'read-ledger',
  params: z.object({ id: z.string() }),
  status: 200,
  response: z.object({ items: z.array(ObligationView) }),
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-ledger', head);
    const zone = await calendarOf(head);
    const today = dayIn(zone, timestamp());
    const record = await recordOfObligations(head);
    const items = obligations
      .filter((one) => isCounted(one, head))
      .map((one) => {
        const periods = periodsOf(one, head, zone).filter(({ from }) => from <= today);
        return {
          obligation: one.id,
          version: one.version,
          title: one.title,
          owed: !record.isSucceeded && isStillOwed(one, head, today),
          side: reporterOf(one),
          due: periods.map((period) => dueView(one, period, record, person)),
        };
      });
    return { body: { items } };
  },
});
