import { handler as anchorHeads } from '../functions/anchor-heads.ts';
import { handler as awaitStage } from '../functions/await-stage.ts';
import { handler as closeReview } from '../functions/close-review.ts';
import { handler as deliverEvents } from '../functions/deliver-events.ts';
import { handler as expireStages } from '../functions/expire-stages.ts';
import { handler as findDue } from '../functions/find-due.ts';
import { handler as foldAggregates } from '../functions/fold-aggregates.ts';
import { handler as notify } from '../functions/notify.ts';
import { handler as openStage } from '../functions/open-stage.ts';
import { handler as reconcile } from '../functions/reconcile.ts';
import { handler as recordFailure } from '../functions/record-failure.ts';
import { handler as resume } from '../functions/resume.ts';
import { handler as scoreStage } from '../functions/score-stage.ts';
import { handler as sendReminder } from '../functions/send-reminder.ts';
import { handler as writeExport } from '../functions/write-export.ts';
import { anchor } from '../workflows/anchor.ts';
import { events } from '../workflows/events.ts';
import { exporting } from '../workflows/export.ts';
import { reminders } from '../workflows/reminders.ts';
import { review } from '../workflows/review.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Two counts in one process would only overtake each other. */
export const countFigures = oneAtATime(
  (event: unknown, context: Parameters<typeof foldAggregates>[1]) => foldAggregates(event, context),
);

/** The Lambda behind each placeholder of the state machines. */
export const handlers = {
  '${AnchorHeads}': anchorHeads,
  '${AwaitStage}': awaitStage,
  '${CloseReview}': closeReview,
  '${DeliverEvents}': deliverEvents,
  '${ExpireStages}': expireStages,
  '${FindDue}': findDue,
  '${FoldAggregates}': countFigures,
  '${Notify}': notify,
  '${OpenStage}': openStage,
  '${Reconcile}': reconcile,
  '${RecordFailure}': recordFailure,
  '${Resume}': resume,
  '${ScoreStage}': scoreStage,
  '${SendReminder}': sendReminder,
  '${WriteExport}': writeExport,
};

/** The state machines by name: the very objects that are deployed. */
export const machines = { review, reminders, events, anchor, export: exporting };
