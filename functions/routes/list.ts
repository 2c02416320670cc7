import * as z from 'zod';
import type { ActingPerson } from '../../adapters/people.ts';
import { type Listing, listHeads } from '../../adapters/review-lists.ts';
import type { Head, ReviewState } from '../../domain/review.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { nameOf } from '../http/command.ts';
import { readCursor, signCursor } from '../http/cursor.ts';
import { matches, reviewFilter, seesNone } from '../http/review-filter.ts';
import { ReviewView, viewOf } from '../http/review-view.ts';
import { route } from '../http/route.ts';

const Query = z.strictObject({
  ...reviewFilter,
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});
type Query = z.output<typeof Query>;

const openStates = ['self_assessment', 'evaluation', 'verification', 'suspended'] as const;

const isOpenState = (state: ReviewState) => openStates.some((open) => open === state);

/** The narrowest index that answers the query; one's own scope comes first. */
const listingFor = (person: ActingPerson, query: Query): Listing => {
  if (person.contributor) return { by: 'contributor', contributor: person.contributor };
  if (person.mission) return { by: 'mission', mission: person.mission };
  const { contributor, mission } = query;
  if (contributor) return { by: 'contributor', contributor };
  if (mission) return { by: 'mission', mission };
  const { state, dueBefore, overdue } = query;
  if (state && isOpenState(state)) return { by: 'open', states: [state], dueBefore };
  if (dueBefore || overdue || query.holder) return { by: 'open', states: openStates, dueBefore };
  return { by: 'opening' };
};

const pagesAtOnce = 5;

/** Reads on until the page is full, the list ends, or enough has been read for one request. */
const fillPage = async (person: ActingPerson, query: Query, after: string) => {
  const listing = listingFor(person, query);
  const found: Head[] = [];
  let last: string | undefined = seesNone(person) ? undefined : after;
  for (
    let page = 0;
    page < pagesAtOnce && last !== undefined && found.length < query.limit;
    page += 1
  ) {
    const wanted: number = query.limit - found.length;
    const read = await listHeads(listing, last, wanted);
    found.push(...read.heads.filter((head) => matches(head, person, query)));
    last = read.last;
  }
  return { found, last };
};

const linkTo = (query: Query, next: string): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, cursor: next }))
    if (value !== undefined) search.set(name, String(value));
  return `</v1/reviews?${search}>; rel="next"`;
};

export const listRoute = route({
  method: 'get',
  path: '/v1/reviews',
  summary: 'List the reviews that are yours to see',
  action: 'read-review',
  query: Query,
  status: 200,
  response: z.object({ items: z.array(ReviewView), next: z.string().optional() }),
  handle: async ({ person, query }) => {
    const { cursor, limit: _, ...filter } = query;
    const bound = `${nameOf(person)} reviews ${JSON.stringify(filter)}`;
    const { found, last } = await fillPage(person, query, cursor ? readCursor(cursor, bound) : '');
    const next = last === undefined ? undefined : signCursor(last, bound);
    const items = await Promise.all(
      found.map(async (head) => viewOf(head, person, await calendarOf(head))),
    );
    return { body: { items, ...(next && { next }) }, ...(next && { link: linkTo(query, next) }) };
  },
});
