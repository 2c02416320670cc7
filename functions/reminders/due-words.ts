import { type LocalTime, localTime } from '../../domain/reminders/local-time.ts';
import type { MailItem } from '../../domain/reminders/mail-content.ts';
import { type Phrases, zoneName } from '../phrases.ts';

// Where UN Headquarters is: its calendar holds where a review has no other.
const headquarters = 'America/New_York';

const universal = new Set(['UTC', 'Etc/UTC', 'Etc/GMT', 'GMT']);

const zoneWords = ({ say, quote, language }: Phrases, zone: string, { offset }: LocalTime) => {
  if (zone === headquarters) return say('zone.new_york');
  if (universal.has(zone)) return quote('UTC');
  return say('zone.other', { name: zoneName(language, zone), offset: quote(offset) });
};

const dayWords = ({ say }: Phrases, { year, month, day, weekday }: LocalTime): string =>
  say('date.long', {
    weekday: say('weekday', { number: weekday }),
    day,
    month: say('month', { number: month }),
    year: String(year),
  });

const timeWords = (phrases: Phrases, zone: string, at: LocalTime): string =>
  phrases.say(at.isEndOfDay ? 'due.end_of_day' : 'due.time', {
    date: dayWords(phrases, at),
    time: at.time,
    zone: zoneWords(phrases, zone, at),
  });

type Dated = Pick<MailItem, 'dueAt' | 'dueZone'>;

/** The calendar day on which something is due where its date was reckoned; undefined without a date. */
export const dueDayOf = ({ dueAt, dueZone = headquarters }: Dated): LocalTime | undefined =>
  dueAt === undefined ? undefined : localTime(dueAt, dueZone);

/** A day without its weekday, for a title. */
export const shortDay = ({ say }: Phrases, { year, month, day }: LocalTime): string =>
  say('date.short', { day, month: say('month', { number: month }), year: String(year) });

/** When something is due, in the zone where its date was reckoned. */
export const dueWords = (phrases: Phrases, dueAt: string, dueZone = headquarters): string =>
  timeWords(phrases, dueZone, localTime(dueAt, dueZone));

/** The same on the clock of the recipient; undefined where it shows the same. */
export const ownTimeWords = (
  phrases: Phrases,
  { dueAt, dueZone = headquarters }: Dated,
  timeZone: string,
): string | undefined => {
  if (dueAt === undefined) return undefined;
  const own = localTime(dueAt, timeZone);
  if (own.offset === localTime(dueAt, dueZone).offset) return undefined;
  return timeWords(phrases, timeZone, own);
};
