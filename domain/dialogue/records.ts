import type { Briefing } from './briefing.ts';
import type { StateCommitment } from './commitment.ts';
import type { Consultation } from './consultation.ts';
import type { DialogueEvent } from './events.ts';
import type { Expectation } from './expectation.ts';
import type { NumberedFollowUp } from './follow-up.ts';
import type { HostState } from './host-state.ts';
import { recordIdOf } from './record-id.ts';
import type { Threat } from './threat.ts';

/** The id of a record, and who put it there when. */
export interface Recorded {
  readonly id: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** The person on whose behalf. */
  readonly recordedFor?: string;
}

interface FollowedUp {
  readonly followUps: readonly NumberedFollowUp[];
}

export type BriefingRecord = Omit<Briefing, 'followUps'> & FollowedUp & Recorded;
export type ConsultationRecord = Omit<Consultation, 'followUps'> & FollowedUp & Recorded;
export type ExpectationVersion = Expectation & Recorded & { readonly version: number };
export type HostStateRecord = HostState & Recorded;
export type ThreatRecord = Threat & Recorded & { readonly supersededBy?: string };
export type CommitmentRecord = StateCommitment & Recorded;

/** An expectation with all its versions, the latest last. */
export interface ExpectationRecord {
  readonly id: string;
  readonly versions: readonly [ExpectationVersion, ...ExpectationVersion[]];
  readonly latest: ExpectationVersion;
}

/** All that the dialogue of one mission says, each kind in the order in which it was recorded. */
export interface Dialogue {
  readonly briefings: readonly BriefingRecord[];
  readonly consultations: readonly ConsultationRecord[];
  readonly expectations: readonly ExpectationRecord[];
  readonly hostState: readonly HostStateRecord[];
  readonly threats: readonly ThreatRecord[];
  readonly commitments: readonly CommitmentRecord[];
}

type Of<T extends DialogueEvent['type']> = Extract<DialogueEvent, { type: T }>;

const ofType = <T extends DialogueEvent['type']>(events: readonly DialogueEvent[], type: T) =>
  events.filter((event): event is Of<T> => event.type === type);

/** What an event says as a record of its own. */
const recordOf = <E extends DialogueEvent>(event: E): E['facts'] & Recorded => ({
  ...event.facts,
  id: recordIdOf(event),
  recordedAt: event.at,
  recordedBy: event.by.person,
  ...(event.by.for && { recordedFor: event.by.for }),
});

/** A meeting with its follow-ups numbered, and with what has become of each. */
const followedUp = <M extends Recorded & Pick<Briefing, 'followUps'>>(
  meeting: M,
  closures: readonly Of<'follow-up-closed'>[],
): Omit<M, 'followUps'> & FollowedUp => {
  const followUps = (meeting.followUps ?? []).map((followUp, index): NumberedFollowUp => {
    const number = index + 1;
    const closure = closures.find(
      ({ facts }) => facts.record === meeting.id && facts.number === number,
    )?.facts;
    const closed = closure && { outcome: closure.outcome, closedOn: closure.closedOn };
    return { ...followUp, number, ...(closed && { closed }) };
  });
  return { ...meeting, followUps };
};

const versionOf = (event: Of<'expectation-recorded'>): ExpectationVersion => ({
  ...recordOf(event),
  version: (event.facts.supersedes?.version ?? 0) + 1,
});

const expectationsOf = (versions: readonly ExpectationVersion[]): ExpectationRecord[] =>
  [...Map.groupBy(versions, ({ id }) => id)].flatMap(([id, [first, ...later]]) =>
    first ? [{ id, versions: [first, ...later], latest: later.at(-1) ?? first }] : [],
  );

const withSuccessors = (threats: readonly (Threat & Recorded)[]): ThreatRecord[] =>
  threats.map((threat) => {
    const successor = threats.find(({ supersedes }) => supersedes === threat.id);
    return { ...threat, ...(successor && { supersededBy: successor.id }) };
  });

/** The records that a whole dialogue folds to. */
export const dialogueOf = (events: readonly DialogueEvent[]): Dialogue => {
  const closures = ofType(events, 'follow-up-closed');
  const meetings = <T extends 'briefing-recorded' | 'consultation-recorded'>(type: T) =>
    ofType(events, type).map(recordOf);
  return {
    briefings: meetings('briefing-recorded').map((one) => followedUp(one, closures)),
    consultations: meetings('consultation-recorded').map((one) => followedUp(one, closures)),
    expectations: expectationsOf(ofType(events, 'expectation-recorded').map(versionOf)),
    hostState: ofType(events, 'host-state-assessed').map(recordOf),
    threats: withSuccessors(ofType(events, 'threat-recorded').map(recordOf)),
    commitments: ofType(events, 'commitment-recorded').map(recordOf),
  };
};
