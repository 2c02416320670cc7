import * as z from 'zod';
import type { ActingPerson } from '../../adapters/people.ts';
import { Telling } from '../../domain/reminders/telling.ts';
import { Day } from '../../domain/text.ts';
import { nameOf, visibleReview } from '../http/command.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { ReminderView, remindersFile } from '../http/reminder-view.ts';
import {
  pageOfAll,
  pageOfPerson,
  pageOfReview,
  type RemindersPage,
} from '../http/reminders-page.ts';
import { route } from '../http/route.ts';

const Query = z.strictObject({
  ...PageQuery.shape,
  review: z.string().max(40).optional(),
  person: z.literal('me').optional(),
  status: Telling.shape.status.optional(),
  from: Day.optional(),
  to: Day.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
type Query = z.output<typeof Query>;

const pageFor = async (
  person: ActingPerson,
  { review, limit, cursor: _, ...wanted }: Query,
  place: string,
): Promise<RemindersPage> => {
  if (wanted.person) return pageOfPerson(person, wanted, place, limit);
  if (review === undefined) return pageOfAll(person, wanted, place, limit);
  const head = await visibleReview(person, review);
  permit(person, 'read-reminders', head);
  return pageOfReview(person, head, wanted, place, limit);
};

/** The address of the same list, without its page. */
const addressOf = (filter: object): string => {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  return given.length > 0 ? `/v1/reminders?${new URLSearchParams(given)}` : '/v1/reminders';
};

export const remindersRoute = route({
  method: 'get',
  path: '/v1/reminders',
  summary:
    'Read who was told what, when, in which role, and whether it arrived; as a CSV file with Accept: text/csv',
  action: 'read-reminders',
  query: Query,
  status: 200,
  response: z.object({ items: z.array(ReminderView), next: z.string().optional() }),
  alsoCsv: true,
  handle: async ({ person, query, headers }) => {
    const { cursor: _, limit: _limit, ...filter } = query;
    const bound = `${nameOf(person)} reminders ${JSON.stringify(filter)}`;
    const { views, last } = await pageFor(person, query, pageStart(query, bound));
    const reply = pageReply(addressOf(filter), query, bound, views, last);
    const wantsFile = headers.get('accept')?.includes('text/csv');
    return wantsFile ? { ...reply, file: remindersFile(views) } : reply;
  },
});
