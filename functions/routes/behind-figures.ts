import * as z from 'zod';
import type { ActingPerson } from '../../adapters/people.ts';
import { listHeads } from '../../adapters/review-lists.ts';
import type { Scope } from '../../domain/dashboard/scope.ts';
import type { Selection } from '../../domain/dashboard/selection.ts';
import type { Summary } from '../../domain/dashboard/summary.ts';
import { Readiness } from '../../domain/readiness.ts';
import { Iso3, MissionAcronym, Unit } from '../../domain/review.ts';
import { Situation } from '../../domain/situation.ts';
import { Day } from '../../domain/text.ts';
import { expectedOf, footingOf, partsBehind } from '../dashboard/behind.ts';
import { type Read, readFigures } from '../dashboard/read-figures.ts';
import { scopeFor } from '../dashboard/scope-for.ts';
import { listingOf, summariesOf } from '../dashboard/summaries-in.ts';
import { nameOf } from '../http/command.ts';
import { PageQuery, pageReply, pageStart } from '../http/page.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { figureQuery } from './dashboard.ts';

const Query = PageQuery.extend({
  ...figureQuery,
  figure: z.string().regex(/^[a-zA-Z]{1,30}$/),
  where: z.string().max(200).optional(),
  from: z.string().max(30).optional(),
  until: z.string().max(30).optional(),
});
type Query = z.output<typeof Query>;

const Behind = z
  .object({
    review: z.string(),
    contributor: Iso3,
    mission: MissionAcronym,
    unit: Unit.pick({ name: true, type: true }),
    situation: Situation,
    /** What it gives to the figure, and by what it is broken down there. */
    value: z.number(),
    parts: z.array(z.array(z.string())),
    /** How far its verdict may be relied on. */
    readiness: z
      .object({
        rating: Readiness,
        verified: z.number(),
        months: z.number(),
        gap: z.number().nullable(),
        confidence: z.enum(['high', 'medium', 'low']),
        because: z.array(z.string()),
        limitedBy: z.array(z.string()),
      })
      .optional(),
    /** Days by which half, and nine of ten, of such reviews have their verdict. */
    expected: z.object({ p50: Day, p90: Day }).optional(),
  })
  .meta({ id: 'BehindFigure' });

export const BehindPage = z.object({ items: z.array(Behind), next: z.string().optional() });

const shown = (
  summary: Summary,
  found: ReturnType<typeof partsBehind>,
  scope: Scope,
  { figures, at }: Read,
): z.input<typeof Behind> => {
  const { id: review, contributor, mission, unit, situation } = summary;
  const today = at.slice(0, 10);
  const readiness = footingOf(summary, scope, today);
  const expected = expectedOf(summary, figures, today);
  return {
    review,
    contributor,
    mission,
    unit,
    situation,
    value: found.reduce((sum, { value }) => sum + value, 0),
    parts: found.map(({ parts }) => [...parts]),
    ...(readiness && { readiness: { ...readiness, because: [...readiness.because] } }),
    ...(expected && { expected }),
  };
};

const pagesAtOnce = 5;

/** Reads on until the page is full, the list ends, or enough has been read for one request. */
const fillPage = async (
  scope: Scope,
  selection: Selection,
  { limit, asOf }: Query,
  after: string,
) => {
  const read = await readFigures(scope, 'standing', asOf);
  const items: z.input<typeof Behind>[] = [];
  let last: string | undefined = after;
  for (let page = 0; page < pagesAtOnce && last !== undefined && items.length < limit; page += 1) {
    const wanted: number = limit - items.length;
    const found: Awaited<ReturnType<typeof listHeads>> = await listHeads(
      listingOf(scope),
      last,
      wanted,
    );
    for (const summary of await summariesOf(found.heads, scope, read.asOf)) {
      const parts = partsBehind(summary, scope, selection);
      if (parts.length > 0) items.push(shown(summary, parts, scope, read));
    }
    last = found.last;
  }
  return { items, last };
};

const boundTo = (person: ActingPerson, asked: object): string =>
  `${nameOf(person)} behind ${JSON.stringify(asked)}`;

export const behindFiguresRoute = route({
  method: 'get',
  path: '/v1/dashboard/reviews',
  summary: 'Read which reviews are behind a number of the dashboard, and what each gives to it',
  action: 'read-dashboard',
  query: Query,
  status: 200,
  response: BehindPage,
  handle: async ({ person, query }) => {
    permit(person, 'read-dashboard');
    const { limit: _, cursor: _c, ...asked } = query;
    const { contributor, mission, figure, where, from, until } = asked;
    const scope = scopeFor(person, { contributor, mission });
    const bound = boundTo(person, asked);
    const selection = { figure, where: where?.split('|'), from, until };
    const { items, last } = await fillPage(scope, selection, query, pageStart(query, bound));
    const search = new URLSearchParams(
      Object.entries(asked).flatMap(([name, value]): [string, string][] =>
        value ? [[name, value]] : [],
      ),
    );
    return pageReply(`/v1/dashboard/reviews?${search}`, query, bound, items, last);
  },
});
