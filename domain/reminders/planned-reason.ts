import type { Head } from '../review.ts';
import type { Ladder, Rung, Step } from './ladder.ts';
import { planIdOf } from './plan.ts';
import type { ReminderRules } from './simulated-world.ts';
import type { Telling } from './telling.ts';

const counted = (count: number, { days }: Pick<Rung, 'days'>): string =>
  `${count} ${days} ${count === 1 ? 'day' : 'days'}`;

/** A rung, and how many days from its base this one of its repeats lies. */
const rungOf = ({ steps }: Ladder, { step, rung: id }: Pick<Telling, 'step' | 'rung'>) => {
  const [name, repeat = '0'] = id.split('.');
  const rung = steps[step as Step]?.rungs.find((one) => one.id === name);
  return rung && { rung, offset: rung.offset + Number(repeat) * (rung.repeat?.every ?? 0) };
};

const besideDue = (days: Rung['days'], offset: number, due: string): string => {
  if (offset === 0) return `due ${due}`;
  const side = offset < 0 ? 'before' : 'after';
  return `${counted(Math.abs(offset), { days })} ${side} due ${due}`;
};

const placeOf = (rung: Rung, offset: number, due: string): string =>
  rung.from === 'opened'
    ? `${counted(offset, rung)} after it was opened`
    : besideDue(rung.days, offset, due);

const ofObligation = ({ step, rung: id, plan }: Telling, rules: ReminderRules): string => {
  const rung = rules.obligations.find((one) => one.id === step)?.rungs.find((one) => one.id === id);
  return rung ? `${step}: ${besideDue(rung.days, rung.offset, plan)}` : step;
};

const groundOf = ({ when }: Rung): string => {
  if (when === 'always') return '';
  return when === 'not_acknowledged'
    ? ', not acknowledged'
    : `, after ${when.afterReminders} reminders`;
};

/** Why a row is told: the place of its rung in the ladder and what the rung depends on, or the occasion. */
export const reasonOf = (row: Telling, head: Head, rules: ReminderRules): string => {
  if (row.kind === 'obligation') return ofObligation(row, rules);
  const found = rungOf(rules.ladderOf(head), row);
  if (!found) return row.kind.replaceAll('_', ' ');
  const { rung, offset } = found;
  const due = planIdOf(head, rules.calendarsOf(head).due);
  return `${placeOf(rung, offset, due)}${groundOf(rung)}`;
};

const minute = (at: string): string => `${at.slice(0, 16).replace('T', ' ')} UTC`;

/** Why something waited: for the hours in which the recipient may be told, or for the cap of a day. */
export const waitReason = (why: 'quiet' | 'cap', until: string, perDay: number): string =>
  why === 'quiet'
    ? `waited for quiet hours until ${minute(until)}`
    : `cap of ${perDay} a day: waited for the digest of ${minute(until)}`;
