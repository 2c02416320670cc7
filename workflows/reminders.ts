import { workflow } from './asl.ts';
import { repeatedTask } from './repeated-task.ts';

const tellOne = workflow({
  StartAt: 'SendReminder',
  States: {
    SendReminder: {
      ...repeatedTask('${SendReminder}', { 'person.$': '$' }),
      // The input is an id: there is no object that could take the error.
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'LeftForNextRun' }],
      End: true,
    },
    LeftForNextRun: { Type: 'Pass', End: true },
  },
});

/**
 * Fires what is due, tells each person what they are owed in one mail, counts the figures, tells webhooks what happened,
 * then advances what was left on its way.
 */
export const reminders = workflow({
  Comment:
    'Finds what is due, tells people, lets expire what nobody heeded, counts the figures, tells webhooks, and reconciles. Started every fifteen minutes.',
  StartAt: 'FindDue',
  States: {
    FindDue: { ...repeatedTask('${FindDue}', { 'round.$': '$.round' }), Next: 'SendEach' },
    SendEach: {
      Type: 'Map',
      ItemsPath: '$.recipients',
      MaxConcurrency: 10,
      ItemProcessor: tellOne,
      ResultPath: null,
      Next: 'More',
    },
    More: {
      Type: 'Choice',
      Choices: [{ Variable: '$.more', BooleanEquals: true, Next: 'FindDue' }],
      Default: 'ExpireStages',
    },
    ExpireStages: { ...repeatedTask('${ExpireStages}', {}), Next: 'FoldAggregates' },
    FoldAggregates: {
      ...repeatedTask('${FoldAggregates}', {}),
      // Figures that are late hold up nothing: the next run counts what this one did not.
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'DeliverEvents' }],
      Next: 'DeliverEvents',
    },
    DeliverEvents: {
      ...repeatedTask('${DeliverEvents}', { round: 0 }),
      // No receiver of somebody else's keeps the record from being mended.
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Reconcile' }],
      Next: 'Reconcile',
    },
    Reconcile: { ...repeatedTask('${Reconcile}', {}), End: true },
  },
});
