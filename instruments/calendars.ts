import type { Party } from '../domain/reminders/audience.ts';
import { Calendar } from '../domain/reminders/calendar.ts';
import capitals from './calendars/capitals.json' with { type: 'json' };
import missions from './calendars/missions.json' with { type: 'json' };
import unHeadquarters from './calendars/un-hq.json' with { type: 'json' };

/** The calendars that ship: Headquarters, the missions and some capitals. Zones are facts, weeks and holidays as sure as each says. */
export const calendars: readonly Calendar[] = [unHeadquarters, ...missions, ...capitals].map(
  (data) => Calendar.parse(data),
);

const byId = new Map(calendars.map((calendar) => [calendar.id, calendar]));
const byParty = new Map(
  calendars.flatMap((calendar) => calendar.parties.map((party) => [party, calendar])),
);

export const findCalendar = (id: string): Calendar | undefined => byId.get(id);

/** The calendar of Headquarters, which counts where no other is named. */
export const headquarters = Calendar.parse(unHeadquarters);

/** The calendar of a party, such as `contributor:EGY`; undefined where none ships. */
export const calendarOfParty = (party: Party): Calendar | undefined => byParty.get(party);
