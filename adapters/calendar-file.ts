import {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
  ICalEventTransparency,
  default as ical,
} from 'ical-generator';
import { now } from './clock.ts';
import { isSet, setting } from './environment.ts';

/** A due date for somebody's calendar. */
export interface CalendarDate {
  /** The same for the same date of the same review, whoever receives it. */
  readonly uid: string;
  /** Rises with each change: a calendar takes what has the higher one. */
  readonly sequence: number;
  readonly cancelled: boolean;
  /** `YYYY-MM-DD`; today where a date that is gone has none. */
  readonly day?: string | undefined;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
}

const dayMs = 86_400_000;

// The morning of the day before, where an all-day event begins at midnight.
const alarmSecondsBefore = 15 * 3600;

// A calendar shows names in its own way: marks of direction would stand in them as boxes.
const plain = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, '');

const addressIn = (from: string): string => /<([^<>]+)>/.exec(from)?.[1] ?? from;

/** RFC 5546 wants to know who publishes, and Outlook who takes back. */
const organizer = () =>
  isSet('MAIL_FROM')
    ? {
        organizer: {
          name: 'Operational Readiness Assurance',
          email: addressIn(setting('MAIL_FROM')),
        },
      }
    : {};

/**
 * An iCalendar file (RFC 5545) of one all-day event that keeps nobody from being free. It is published,
 * so that no program asks for an answer that nobody would read; one that is cancelled takes it back.
 */
export const calendarFile = (date: CalendarDate): string => {
  const start = new Date(`${date.day ?? new Date(now()).toISOString().slice(0, 10)}T00:00:00Z`);
  const calendar = ical({
    method: date.cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    prodId: { company: 'ORA', product: 'Operational Readiness Assurance', language: 'EN' },
  });
  const event = calendar.createEvent({
    id: date.uid,
    sequence: date.sequence,
    stamp: new Date(now()),
    start,
    end: new Date(start.getTime() + dayMs),
    allDay: true,
    summary: plain(date.summary),
    description: plain(date.description),
    url: date.url,
    status: date.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    busystatus: ICalEventBusyStatus.FREE,
    ...organizer(),
  });
  if (!date.cancelled)
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: alarmSecondsBefore });
  // RFC 5545 ends the last line too.
  return `${calendar.toString().trimEnd()}\r\n`;
};
