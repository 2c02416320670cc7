import type { Instrument } from './instrument.ts';
import { dayIn, daysLater, endOfDayIn, type Zoned } from './reminders/calendar-days.ts';
import type { Stage } from './stages.ts';

/** The end of the day that lies so many days after the day of an instant, both in the zone. */
export const endOfDayAfter = (zone: Zoned, instant: string, days: number): string =>
  endOfDayIn(zone, daysLater(dayIn(zone, instant), days));

/**
 * When a stage is due: the end of the day that lies the instrument's days after the stage opened, or
 * after the unit's arrival (planned deployment while no arrival is known); days are those of the
 * review's calendar. A date that an anchor puts into the past gives way to the same days after opening.
 */
export const dueAt = (
  instrument: Instrument,
  stage: Stage,
  openedAt: string,
  anchors: { readonly plannedDeployment: string; readonly arrival?: string | undefined },
  zone: Zoned,
): string => {
  const { days, after } = instrument.due[stage];
  const anchored = daysLater(anchors.arrival ?? anchors.plannedDeployment, days);
  return after === 'arrival' && anchored > dayIn(zone, openedAt)
    ? endOfDayIn(zone, anchored)
    : endOfDayAfter(zone, openedAt, days);
};

/** When a returned self-assessment is due: its own clock where the instrument has one. */
export const dueOnReturn = (
  instrument: Instrument,
  openedAt: string,
  anchors: Parameters<typeof dueAt>[3],
  zone: Zoned,
): string =>
  instrument.returnDays
    ? endOfDayAfter(zone, openedAt, instrument.returnDays)
    : dueAt(instrument, 'self-assessment', openedAt, anchors, zone);

/** When the contingent commander's signature is due, after the field team signed. */
export const signatureDueAt = (
  instrument: Pick<Instrument, 'signatureDays'>,
  signedAt: string,
  zone: Zoned,
): string => endOfDayAfter(zone, signedAt, instrument.signatureDays ?? 7);
