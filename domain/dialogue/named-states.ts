import type { FieldError } from '../refusal.ts';
import type { Briefing } from './briefing.ts';
import type { Consultation } from './consultation.ts';
import type { Expectation } from './expectation.ts';
import { isState, type Party } from './party.ts';

/** A State that a record names, and where. */
interface NamedState {
  readonly state: string;
  readonly pointer: string;
}

const named = (parties: readonly Party[], at: (index: number) => string): NamedState[] =>
  parties.flatMap((state, index) => (isState(state) ? [{ state, pointer: at(index) }] : []));

/** The parts of a record in which States may stand. */
export type NamingStates = Partial<
  Pick<Briefing, 'invited' | 'followUps'> &
    Pick<Consultation, 'attendance' | 'points'> &
    Pick<Expectation, 'holders' | 'stances'>
>;

/** Every State that a record names, by JSON pointer. */
const statesIn = (record: NamingStates): NamedState[] => [
  ...named(record.invited ?? [], (index) => `/invited/${index}`),
  ...named(record.attendance?.states ?? [], (index) => `/attendance/states/${index}`),
  ...named(
    (record.points ?? []).map(({ raisedBy }) => raisedBy),
    (index) => `/points/${index}/raisedBy`,
  ),
  ...named(
    (record.followUps ?? []).map(({ owner }) => owner),
    (index) => `/followUps/${index}/owner`,
  ),
  ...named(record.holders ?? [], (index) => `/holders/${index}`),
  ...named(
    (record.stances ?? []).map(({ party }) => party),
    (index) => `/stances/${index}/party`,
  ),
];

/** One error for each State that a record names and that is not known here. */
export const unknownStates = (
  record: NamingStates,
  isKnown: (iso3: string) => boolean,
): FieldError[] =>
  statesIn(record)
    .filter(({ state }) => !isKnown(state))
    .map(({ pointer }) => ({
      pointer,
      code: 'unknown_reference',
      detail: 'No such State: see /v1/contributors.',
    }));
