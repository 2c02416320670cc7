import { maySeeCaveat, maySeeComment, maySeeEvidence } from '../../domain/dossier/sight.ts';
import type { Event, EventType } from '../../domain/events.ts';
import type { Stage } from '../../domain/stages.ts';
import { ofVoices, shownAssignment, shownVerdict } from './shown.ts';
import type { Sight } from './sight.ts';

type Of<T extends EventType> = Extract<Event, { type: T }>;

type Shown = Record<string, unknown>;

/** Of a voice that may be read: all of it, but notes that are not released. Of another only that it spoke. */
const shownSubmission = (
  { notes, ...facts }: Of<'stage-submitted'>['facts'],
  sight: Sight,
): Shown => {
  const { stage, round } = facts;
  if (!sight.voices.includes(stage)) return { stage, round };
  return { ...facts, ...(notes && sight.notes.includes(stage) && { notes }) };
};

/** A decision is told to everybody, its reasons to the State that they concern. */
const shownDecision = (
  { recommendation, reasons, ...facts }: Of<'evaluation-decided'>['facts'],
  { side, voices }: Sight,
): Shown => ({
  ...facts,
  ...(reasons && side !== 'mission' && { reasons }),
  ...(recommendation && voices.includes('evaluation') && { recommendation }),
});

const shownOpening = (
  { carried, ...facts }: Of<'review-opened'>['facts'],
  { voices }: Sight,
): Shown => ({
  ...facts,
  ...(carried && {
    carried: {
      answers: ofVoices(carried.answers, voices),
      scores: ofVoices(carried.scores, voices),
    },
  }),
});

/** Of a recomputation or a migration: what it came to for the voices that are readable. */
const shownRescoring = (
  { facts }: Of<'score-recomputed' | 'instrument-migrated'>,
  sight: Sight,
): Shown => {
  if (sight.side === 'secretariat') return facts;
  const { instrument, from, to, scores, digest } = facts;
  return {
    instrument,
    from,
    to,
    scores: ofVoices(scores, sight.voices),
    digest,
    ...('verdict' in facts && { verdict: shownVerdict(facts.verdict, sight) }),
  };
};

const ofStage = ({ stage, round }: { stage: Stage; round: number }): Shown => ({ stage, round });

/** The facts that this person may read: of another voice only that it spoke, not what it said. */
export const shownFacts = (event: Event, sight: Sight): Shown => {
  const { side, voices } = sight;
  switch (event.type) {
    case 'review-opened':
      return shownOpening(event.facts, sight);
    case 'stage-submitted':
      return shownSubmission(event.facts, sight);
    case 'stage-scored':
      return voices.includes(event.facts.stage) ? event.facts : ofStage(event.facts);
    case 'stage-returned':
    case 'submission-recalled':
      return side === 'mission' ? ofStage(event.facts) : event.facts;
    case 'evaluation-decided':
      return shownDecision(event.facts, sight);
    case 'stage-assigned':
      return shownAssignment(event.facts, event.facts.stage, sight);
    case 'review-closed': {
      const { verdict, ...facts } = event.facts;
      return { ...facts, ...(verdict && { verdict: shownVerdict(verdict, sight) }) };
    }
    case 'score-recomputed':
    case 'instrument-migrated':
      return shownRescoring(event, sight);
    default:
      return event.facts;
  }
};

/** Whether this person may know of the event at all, beyond that something was added to the record. */
export const mayKnow = (event: Event, { asker, voices, released }: Sight): boolean => {
  switch (event.type) {
    case 'evidence-added':
      return maySeeEvidence(event.facts, voices);
    case 'comment-added':
      return maySeeComment(asker, event.facts);
    case 'caveat-declared':
      return maySeeCaveat(asker, {}, released);
    case 'caveat-found':
      return maySeeCaveat(asker, { undeclared: true }, released);
    case 'caveat-decided':
      return maySeeCaveat(asker, event.facts, released);
    default:
      return true;
  }
};
