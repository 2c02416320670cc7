import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { Outlook, outlookOf } from '../../domain/reminders/outlook.ts';
import { visibleReview } from '../http/command.ts';
import { allEvents } from '../http/dossier-view.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { instrumentOf } from '../machine-step.ts';
import { rulesOf } from '../reminders/rules.ts';

export const outlookRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/outlook',
  summary:
    'See since when the ball lies where it lies, which reminders come next and to whom, and what becomes of it unheeded',
  action: 'read-reminders',
  params: z.object({ id: z.string() }),
  status: 200,
  response: Outlook.meta({ id: 'Outlook' }),
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-reminders', head);
    const rules = { ...(await rulesOf(head)), instrument: instrumentOf(head) };
    return { body: outlookOf(head, await allEvents(id), rules, timestamp()) };
  },
});
