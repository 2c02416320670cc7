import type { Person } from '../../adapters/people.ts';
import {
  CommitmentView,
  HostStateView,
  ThreatView,
} from '../../domain/dialogue/assessment-views.ts';
import { Briefing } from '../../domain/dialogue/briefing.ts';
import { BriefingView } from '../../domain/dialogue/briefing-view.ts';
import { recordExpectation, recordThreat } from '../../domain/dialogue/commands.ts';
import { Commitment } from '../../domain/dialogue/commitment.ts';
import { Consultation } from '../../domain/dialogue/consultation.ts';
import { ConsultationView } from '../../domain/dialogue/consultation-view.ts';
import { Expectation } from '../../domain/dialogue/expectation.ts';
import { ExpectationView } from '../../domain/dialogue/expectation-view.ts';
import { HostState } from '../../domain/dialogue/host-state.ts';
import { Threat } from '../../domain/dialogue/threat.ts';
import { Refusal } from '../../domain/refusal.ts';
import { dialogueRoutes } from '../http/dialogue-routes.ts';
import type { Route } from '../http/route.ts';

const stateOf = ({ contributor }: Person): string => {
  if (!contributor) throw new Refusal('forbidden', 'You are registered for no State.');
  return contributor;
};

/** Reading and recording each kind of record of the political side of a mission. */
export const recordRoutes: readonly Route[] = [
  ...dialogueRoutes({
    path: 'briefings',
    of: 'briefings',
    what: 'briefings of contributors',
    one: 'a briefing of contributors',
    action: 'record-dialogue',
    body: Briefing,
    view: BriefingView,
    event: (_, facts, by) => ({ type: 'briefing-recorded', by, facts }),
  }),
  ...dialogueRoutes({
    path: 'consultations',
    of: 'consultations',
    what: 'consultations with contributors',
    one: 'a consultation with contributors',
    action: 'record-dialogue',
    body: Consultation,
    view: ConsultationView,
    event: (_, facts, by) => ({ type: 'consultation-recorded', by, facts }),
  }),
  ...dialogueRoutes({
    path: 'expectations',
    of: 'expectations',
    what: 'expectations, each in its latest version',
    one: 'an expectation, or the next version of one',
    action: 'record-dialogue',
    body: Expectation,
    view: ExpectationView,
    event: recordExpectation,
  }),
  ...dialogueRoutes({
    path: 'host-state',
    of: 'hostState',
    what: 'assessments of the consent of the host State',
    one: 'an assessment of the consent of the host State',
    action: 'record-dialogue',
    body: HostState,
    view: HostStateView,
    event: (_, facts, by) => ({ type: 'host-state-assessed', by, facts }),
  }),
  ...dialogueRoutes({
    path: 'threats',
    of: 'threats',
    what: 'references to threat assessments; nothing classified is kept',
    one: 'a reference to a threat assessment; nothing classified is kept',
    action: 'record-dialogue',
    body: Threat,
    view: ThreatView,
    event: recordThreat,
  }),
  ...dialogueRoutes({
    path: 'commitments',
    of: 'commitments',
    what: 'political commitments of contributors',
    one: 'a political commitment of your own State',
    action: 'record-commitment',
    body: Commitment,
    view: CommitmentView,
    event: (_, facts, by, person) => ({
      type: 'commitment-recorded',
      by,
      facts: { ...facts, contributor: stateOf(person) },
    }),
  }),
];
