import * as z from 'zod';
import { type Book, books } from '../../domain/dashboard/books.ts';
import type { Figure } from '../../domain/dashboard/figure.ts';
import { gapFigures } from '../../domain/dashboard/gap.ts';
import { readinessOn } from '../../domain/dashboard/readiness.ts';
import { standingAt } from '../../domain/dashboard/standing.ts';
import { Iso3, MissionAcronym } from '../../domain/review.ts';
import { Day, Instant } from '../../domain/text.ts';
import { type Read, readFigures } from '../dashboard/read-figures.ts';
import { scopeFor } from '../dashboard/scope-for.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';

/** Whose figures, and of which day: what every route of figures takes. */
export const figureQuery = {
  contributor: Iso3.optional(),
  mission: MissionAcronym.optional(),
  asOf: Day.optional().meta({
    description: 'As it stood at the end of this day (UTC); without it, as it stands.',
  }),
} as const;

const Row = z
  .looseObject({
    behind: z.record(z.string(), z.string()).meta({
      description: 'For each number, the query of /v1/dashboard/reviews that leads to its reviews.',
    }),
  })
  .meta({ id: 'FigureRow' });

/** The figures of a book on the wire. */
export const Dashboard = z
  .object({
    book: z.enum(books),
    contributor: Iso3.optional(),
    mission: MissionAcronym.optional(),
    /** With whose eyes: what a side may not read of a review is in none of its figures. */
    eyes: z.enum(['contributor', 'secretariat', 'mission']),
    asOf: Day.optional(),
    at: Instant,
    countedAt: Instant.optional(),
    provisional: z.boolean(),
    figures: z.array(z.object({ id: z.string(), rows: z.array(Row) })),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.output<typeof Dashboard>;

const figuresOf: Record<Book, (read: Read) => Figure[]> = {
  standing: ({ figures, at }) => standingAt(figures, at),
  gap: ({ figures }) => gapFigures(figures),
  readiness: ({ figures, at }) => readinessOn(figures, at.slice(0, 10)),
};

export const dashboardRoute = route({
  method: 'get',
  path: '/v1/dashboard',
  summary: 'Read the figures of the reviews that are yours to see, as they stand or as of a day',
  action: 'read-dashboard',
  query: z.strictObject({ ...figureQuery, book: z.enum(books).default('standing') }),
  status: 200,
  response: Dashboard,
  handle: async ({ person, query: { book, asOf, ...asked } }) => {
    permit(person, 'read-dashboard');
    const { eyes, contributor, mission } = scopeFor(person, asked);
    const read = await readFigures({ eyes, contributor, mission }, book, asOf);
    const { figures: _, ...told } = read;
    return {
      body: {
        book,
        ...(contributor && { contributor }),
        ...(mission && { mission }),
        eyes,
        ...told,
        figures: figuresOf[book](read),
      },
    };
  },
});
