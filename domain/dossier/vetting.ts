import { latestDay } from '../calendar-day.ts';
import type { By, Event, NewEvent } from '../events.ts';
import type { Instrument } from '../instrument.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import { type Entry, entryOf } from './entry.ts';

type Facts = Extract<NewEvent, { type: 'vetting-recorded' }>['facts'];

/** That the members of a unit were vetted, and whether all are cleared; never who, never why. */
export interface Vetting extends Entry, Facts {}

export const vettingOf = (events: readonly Event[]): Vetting[] =>
  events.flatMap((event) =>
    event.type === 'vetting-recorded' ? [{ ...entryOf('vetting', event), ...event.facts }] : [],
  );

/** When a unit of this instrument is vetted, and what came of it last. */
export interface Vetted {
  readonly when: Facts['when'];
  readonly status: 'cleared' | 'not_cleared' | 'missing';
  readonly vetting?: string | undefined;
}

/** How the vetting stands that the instrument wants; undefined where it wants none. */
export const vettedOf = (
  { vetting: asked }: Pick<Instrument, 'vetting'>,
  recorded: readonly Vetting[],
): Vetted | undefined => {
  if (!asked) return undefined;
  const latest = recorded.findLast(({ when }) => when === asked.when);
  if (!latest) return { when: asked.when, status: 'missing' };
  return { when: asked.when, status: latest.result, vetting: latest.id };
};

const moment: Record<Facts['when'], string> = {
  before_deployment: 'before deployment',
  on_arrival: 'on arrival',
};

/** Records a vetting at the moment at which the instrument wants it. `at` is now. */
export const recordVetting = (
  { vetting: asked }: Pick<Instrument, 'vetting'>,
  facts: Facts,
  at: string,
  by: By,
): NewEvent => {
  const errors: FieldError[] = [];
  if (asked && asked.when !== facts.when)
    errors.push({
      pointer: '/when',
      code: 'other_moment',
      detail: `Units of this kind are vetted ${moment[asked.when]}: send "${asked.when}".`,
    });
  if (facts.on > latestDay(at))
    errors.push({
      pointer: '/on',
      code: 'in_the_future',
      detail: 'A vetting is recorded when it is done: this day is still to come.',
    });
  if (errors.length > 0)
    throw new Refusal('invalid_request', 'The vetting cannot be recorded like this.', errors);
  return { type: 'vetting-recorded', by, facts };
};
