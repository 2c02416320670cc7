import * as z from 'zod';
import { Audience, Clock, Step } from './ladder.ts';

/** So many days or months. */
const Span = z.union([
  z.strictObject({ days: z.int().min(0).max(3650) }),
  z.strictObject({ months: z.int().min(0).max(120) }),
]);
export type Span = z.output<typeof Span>;

/** What is told of one occurrence, days before (negative), on or after the day on which it is due. */
const ObligationRung = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,23}$/),
  offset: z.int().min(-366).max(366),
  days: z.enum(['working', 'calendar']),
  to: z.array(Audience.exclude(['holder'])).min(1),
});
export type ObligationRung = z.output<typeof ObligationRung>;

/**
 * What somebody owes again and again, or once, whatever review is open: a ladder that hangs on a date of
 * the unit instead of a step. `source` and `provenance` say where the duty was found and how sure we
 * are of it; rungs and end are this project's own.
 */
export const Obligation = z
  .strictObject({
    /** Stands where a row of the ledger names the step of a review: never one of these. */
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/)
      .refine((id) => !Step.safeParse(id).success, 'no step of a review has this name'),
    version: z.int().min(1),
    title: z.string().min(1).max(120),
    source: z.string().min(1).max(500),
    provenance: z.string().min(1).max(200),
    /** What of this is this project's own choice. */
    ours: z.string().min(1).max(500),
    /** The types of units that owe it; all of them where nothing is said. */
    unitTypes: z.array(z.string()).min(1).optional(),
    /** The ladder whose reviews it belongs to, by id and whatever version; all of them where nothing is said. */
    ladder: z.string().optional(),
    /** What ends it before its months are over: the day on which the unit has arrived. */
    endsWith: z.literal('arrival').optional(),
    /** The day from which it is counted: that of the opening stands for the request. */
    from: z.enum(['opened', 'planned_deployment', 'arrival']),
    first: Span,
    every: Span.optional(),
    /** The last month after `from` in which it is owed; without `every` it is owed once. */
    untilMonths: z.int().min(1).max(240),
    /** The time of day at which rungs fire. */
    hour: Clock,
    rungs: z.array(ObligationRung).min(1),
  })
  .refine(({ rungs }) => new Set(rungs.map(({ id }) => id)).size === rungs.length, {
    error: 'each rung has an id of its own',
    path: ['rungs'],
  })
  .refine(({ every }) => every === undefined || Object.values(every).every((span) => span > 0), {
    error: 'what returns every zero days never stops',
    path: ['every'],
  });
export type Obligation = z.output<typeof Obligation>;
