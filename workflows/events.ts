import { workflow } from './asl.ts';
import { repeatedTask } from './repeated-task.ts';

/**
 * Tells webhooks what happened, soon after a command. It waits first: commands of the same five seconds start
 * it once, and what the review machine does after them is told along.
 */
export const events = workflow({
  Comment: 'Delivers events to webhooks. Started after a command while there is a webhook.',
  StartAt: 'Gather',
  States: {
    Gather: { Type: 'Wait', Seconds: 10, Next: 'DeliverEvents' },
    DeliverEvents: {
      ...repeatedTask('${DeliverEvents}', { 'round.$': '$.round' }),
      Next: 'More',
    },
    More: {
      Type: 'Choice',
      Choices: [{ Variable: '$.more', BooleanEquals: true, Next: 'DeliverEvents' }],
      Default: 'Told',
    },
    Told: { Type: 'Succeed' },
  },
});
