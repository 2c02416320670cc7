import type { By } from '../events.ts';
import { type FieldError, Refusal } from '../refusal.ts';
import type { NewDialogueEvent } from './events.ts';
import type { Expectation } from './expectation.ts';
import type { Closure, NumberedFollowUp } from './follow-up.ts';
import type { BriefingRecord, ConsultationRecord, Dialogue } from './records.ts';
import type { Threat } from './threat.ts';

const unknown = (pointer: string, what: string): FieldError => ({
  pointer,
  code: 'unknown_reference',
  detail: `The dialogue of this mission has no such ${what}.`,
});

/** Refuses a record that names what does not exist, by field. */
export const requireKnown = (errors: readonly FieldError[]): void => {
  if (errors.length > 0)
    throw new Refusal(
      'unknown_reference',
      'The record names something that does not exist.',
      errors,
    );
};

const unknownMeetings = (
  { briefings, consultations }: Dialogue,
  { discussedIn = [] }: Expectation,
): FieldError[] => {
  const known = new Set([...briefings, ...consultations].map(({ id }) => id));
  return discussedIn.flatMap((id, index) =>
    known.has(id) ? [] : [unknown(`/discussedIn/${index}`, 'briefing or consultation')],
  );
};

/** A new expectation, or the next version of one; refused when somebody made that version meanwhile. */
export const recordExpectation = (
  dialogue: Dialogue,
  facts: Expectation,
  by: By,
): NewDialogueEvent => {
  const { supersedes } = facts;
  const found = dialogue.expectations.find(({ id }) => id === supersedes?.expectation);
  requireKnown([
    ...unknownMeetings(dialogue, facts),
    ...(supersedes && !found ? [unknown('/supersedes/expectation', 'expectation')] : []),
  ]);
  if (supersedes && found && found.latest.version !== supersedes.version)
    throw new Refusal(
      'stale_version',
      `Version ${found.latest.version} is the latest of this expectation: read it, and record what changes it.`,
    );
  return { type: 'expectation-recorded', by, facts };
};

/** A threat assessment; the one that it supersedes must still be the newest of its line. */
export const recordThreat = ({ threats }: Dialogue, facts: Threat, by: By): NewDialogueEvent => {
  const found = threats.find(({ id }) => id === facts.supersedes);
  requireKnown(facts.supersedes && !found ? [unknown('/supersedes', 'threat assessment')] : []);
  if (found?.supersededBy)
    throw new Refusal(
      'stale_version',
      `${found.supersededBy} has superseded it already: if yours is newer, supersede that one.`,
    );
  return { type: 'threat-recorded', by, facts };
};

/** Closes one follow-up of a briefing or a consultation, once. */
export const closeFollowUp = (
  { id, mission }: BriefingRecord | ConsultationRecord,
  { number, closed }: NumberedFollowUp,
  closure: Closure,
  by: By,
): NewDialogueEvent => {
  if (closed)
    throw new Refusal('closed_already', `This follow-up was closed on ${closed.closedOn}.`);
  return { type: 'follow-up-closed', by, facts: { mission, record: id, number, ...closure } };
};
