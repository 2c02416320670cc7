import type { Instrument } from '../../domain/instrument.ts';
import { findContributor } from '../../domain/reference/contributors.ts';
import { findMission } from '../../domain/reference/missions.ts';
import { type FieldError, Refusal } from '../../domain/refusal.ts';
import type { Calendar } from '../../domain/reminders/calendar.ts';
import type { Ladder } from '../../domain/reminders/ladder.ts';
import type { Opening } from '../../domain/review.ts';
import { headquarters } from '../../instruments/calendars.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { standardLadder } from '../../instruments/ladders.ts';
import { usableCalendar } from '../calendars-at-hand.ts';
import { usableLadder } from '../ladders-at-hand.ts';

const reference = (pointer: string, detail: string): FieldError => ({
  pointer,
  code: 'unknown_reference',
  detail,
});

const partyErrors = ({ contributor, mission }: Opening): FieldError[] => [
  ...(findContributor(contributor)
    ? []
    : [reference('/contributor', 'No such contributor: see /v1/contributors.')]),
  ...(findMission(mission) ? [] : [reference('/mission', 'No such mission: see /v1/missions.')]),
];

const instrumentErrors = (found: Instrument | undefined, { unit }: Opening): FieldError[] => {
  if (!found)
    return [reference('/instrument', 'No such instrument and version: see /v1/instruments.')];
  return found.unitTypes.includes(unit.type)
    ? []
    : [reference('/unit/type', `${found.id} is for ${found.unitTypes.join(', ')}.`)];
};

/** What a review is opened with, and what it names; ladder and calendar only where they are not the usual ones. */
interface Referred {
  readonly opening: Opening;
  readonly instrument: Instrument;
  readonly calendar: Calendar;
}

const told = (
  { ladder: _l, calendar: _c, ...opening }: Opening,
  ladder: Ladder,
  calendar: Calendar,
): Opening => ({
  ...opening,
  ...(ladder.id !== standardLadder.id && { ladder: `${ladder.id}@${ladder.version}` }),
  ...(calendar.id !== headquarters.id && { calendar: calendar.id }),
});

/** Refused when anything that an opening names does not exist, or may not be named any more. */
export const requireReferences = async (asked: Opening): Promise<Referred> => {
  const { instrument: named } = asked;
  const instrument = findInstrument(named.id, named.version);
  const ladder = asked.ladder ? await usableLadder(asked.ladder) : standardLadder;
  const calendar = asked.calendar ? await usableCalendar(asked.calendar) : headquarters;
  const errors = [
    ...partyErrors(asked),
    ...instrumentErrors(instrument, asked),
    ...(ladder ? [] : [reference('/ladder', 'No ladder of this name can be used.')]),
    ...(calendar ? [] : [reference('/calendar', 'No calendar of this name can be used.')]),
  ];
  if (!instrument || !ladder || !calendar || errors.length > 0)
    throw new Refusal(
      'unknown_reference',
      'The review names something that does not exist.',
      errors,
    );
  return { opening: told(asked, ladder, calendar), instrument, calendar };
};
