import * as z from 'zod';
import { findContributor } from '../reference/contributors.ts';
import { findMission } from '../reference/missions.ts';
import type { FieldError } from '../refusal.ts';
import { Instant } from '../text.ts';
import { Calendar } from './calendar.ts';
import { isTimeZone } from './calendar-days.ts';
import { Ladder } from './ladder.ts';

/** A ladder or a calendar as an admin writes it: its version is the next one. */
export const OwnLadder = Ladder.omit({ version: true });
export const OwnCalendar = Calendar.omit({ certainty: true });

const Act = z.object({ by: z.string(), at: Instant });

/** A version of an operator's own ladder or calendar; it never changes, but for being revoked. */
export const OwnDefinition = z.object({
  id: z.string(),
  version: z.int(),
  definition: z.unknown(),
  added: Act,
  revoked: Act.optional(),
});
export type OwnDefinition = z.output<typeof OwnDefinition>;

/** The newest version of each id. */
export const newestOf = <D extends Pick<OwnDefinition, 'id' | 'version'>>(all: readonly D[]): D[] =>
  all.filter(({ id, version }) =>
    all.every((other) => other.id !== id || other.version <= version),
  );

const wrong = (pointer: string, detail: string, code = 'invalid'): FieldError => ({
  pointer,
  code,
  detail,
});

const twice = (values: readonly (string | number)[]): boolean =>
  new Set(values).size !== values.length;

const most = 40;

const stepErrors = ([step, { rungs, expiry }]: [
  string,
  Ladder['steps'][keyof Ladder['steps']] & object,
]) => {
  const at = `/steps/${step}`;
  const ids = rungs.map(({ id }) => id);
  const hasOutcome = step !== 'decision' && step !== 'signature';
  const decides =
    expiry?.outcome === 'decide' ||
    (expiry?.outcome === 'extend' && expiry.afterwards === 'decide');
  return [
    ...(twice(ids) ? [wrong(`${at}/rungs`, 'Each rung of a step has an id of its own.')] : []),
    ...(rungs.length > most ? [wrong(`${at}/rungs`, `A step has at most ${most} rungs.`)] : []),
    ...(expiry && !hasOutcome
      ? [wrong(`${at}/expiry`, 'A decision and a signature are waited for: only stages expire.')]
      : []),
    ...(decides && step !== 'evaluation'
      ? [wrong(`${at}/expiry`, 'Only a missing evaluation can be decided without.')]
      : []),
  ];
};

/** What is wrong with a ladder that its schema cannot see. */
export const ladderErrors = ({ steps, manners }: z.output<typeof OwnLadder>): FieldError[] => {
  const { quietHours } = manners;
  const silent = quietHours && quietHours.from === quietHours.to;
  return [
    ...Object.entries(steps).flatMap(stepErrors),
    ...(silent
      ? [
          wrong(
            '/manners/quietHours',
            'Quiet hours begin and end at different times; leave them out for none.',
          ),
        ]
      : []),
  ];
};

const partyErrors = (parties: readonly string[]): FieldError[] =>
  parties.flatMap((party, index) => {
    const [kind, code = ''] = party.split(':');
    const known = kind === 'mission' ? findMission(code) : findContributor(code);
    return known
      ? []
      : [wrong(`/parties/${index}`, `There is no ${kind} ${code}.`, 'unknown_reference')];
  });

/** What is wrong with a calendar that its schema cannot see; a new version keeps the zone, because due dates are on record as days of it. */
export const calendarErrors = (
  { timeZone, weekend, holidays, uncertain, parties }: z.output<typeof OwnCalendar>,
  before?: Pick<Calendar, 'timeZone'>,
): FieldError[] => [
  ...(isTimeZone(timeZone)
    ? []
    : [wrong('/timeZone', 'Name a zone of the IANA database, such as Africa/Kigali.')]),
  ...(before && before.timeZone !== timeZone
    ? [wrong('/timeZone', `The versions before are in ${before.timeZone}: take another id.`)]
    : []),
  ...(twice(weekend) ? [wrong('/weekend', 'Name each day once.')] : []),
  ...(twice(holidays) ? [wrong('/holidays', 'Name each day once.')] : []),
  ...(uncertain.every((day) => holidays.includes(day))
    ? []
    : [wrong('/uncertain', 'Name each of them among the holidays, too.')]),
  ...partyErrors(parties),
];
