import * as z from 'zod';
import { Calendar } from '../../domain/reminders/calendar.ts';
import { Ladder } from '../../domain/reminders/ladder.ts';
import {
  calendarErrors,
  ladderErrors,
  OwnCalendar,
  OwnLadder,
} from '../../domain/reminders/own-definitions.ts';
import { Instant } from '../../domain/text.ts';
import { calendars } from '../../instruments/calendars.ts';
import { ladders } from '../../instruments/ladders.ts';
import { definitionRoutes } from '../http/definition-routes.ts';

const kept = {
  /** Whether it comes with the product. */
  ships: z.boolean(),
  addedAt: Instant.optional(),
  /** Since when no new review may name it. */
  revokedAt: Instant.optional(),
} as const;

/** By which ladders people are reminded. */
export const ladderRoutes = definitionRoutes({
  kind: 'ladder',
  shipped: ladders,
  body: OwnLadder,
  view: Ladder.extend(kept).meta({ id: 'Ladder' }),
  errorsOf: (asked) => ladderErrors(OwnLadder.parse(asked)),
});

/** In which calendars days are counted. */
export const calendarRoutes = definitionRoutes({
  kind: 'calendar',
  shipped: calendars,
  body: OwnCalendar,
  view: Calendar.extend({ version: z.int().optional(), ...kept }).meta({ id: 'Calendar' }),
  errorsOf: (asked, before) =>
    calendarErrors(OwnCalendar.parse(asked), before ? Calendar.parse(before) : undefined),
});
