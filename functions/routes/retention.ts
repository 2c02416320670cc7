import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { draftsOf } from '../../adapters/drafts.ts';
import { listPeople } from '../../adapters/people.ts';
import { listHeads } from '../../adapters/review-lists.ts';
import { dueFrom } from '../../domain/people/retention.ts';
import { Instant } from '../../domain/text.ts';
import { nameOf } from '../http/command.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';

const Due = z.object({ kind: z.enum(['draft', 'person']), id: z.string(), due: Instant });

/** A place in the walk: first the people, then the reviews, whose drafts are looked at. */
const places = { people: 'people:', reviews: 'reviews:' } as const;

const isDue = ({ due }: { due: string | undefined }, now: string): boolean =>
  due !== undefined && due <= now;

const peopleDue = async (after: string, limit: number, now: string) => {
  const { people, last } = await listPeople(after, limit);
  const due = people.flatMap(({ id, registered, erased }) =>
    registered && !erased ? [{ kind: 'person', id, due: dueFrom('person', registered) }] : [],
  );
  const next = last === undefined ? places.reviews : `${places.people}${last}`;
  return { due: due.filter((one) => isDue(one, now)), next };
};

const draftsDue = async (after: string, limit: number, now: string) => {
  const { heads, last } = await listHeads({ by: 'opening' }, after, limit);
  const due = (await draftsOf(heads)).map(({ review, name, savedAt }) => ({
    kind: 'draft',
    id: `${review}#${name}`,
    due: dueFrom('draft', savedAt),
  }));
  const next = last === undefined ? undefined : `${places.reviews}${last}`;
  return { due: due.filter((one) => isDue(one, now)), next };
};

export const retentionRoute = route({
  method: 'get',
  path: '/v1/retention',
  summary:
    'Read what the rules of retention would have done by now, by id; this deletes nothing, and a page may be empty',
  action: 'read-people',
  query: PageQuery,
  status: 200,
  response: z.object({ items: z.array(Due), next: z.string().optional() }),
  handle: async ({ person, query }) => {
    permit(person, 'read-people');
    const bound = `${nameOf(person)} retention`;
    const place = pageStart(query, bound) || places.people;
    const walk = place.startsWith(places.people) ? peopleDue : draftsDue;
    const after = place.slice(place.indexOf(':') + 1);
    const { due, next } = await walk(after, query.limit, timestamp());
    return pageReply('/v1/retention', query, bound, due, next);
  },
});
