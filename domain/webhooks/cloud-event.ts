import type { Event, EventType } from '../events.ts';
import type { Head } from '../review.ts';

/** The structured mode of CloudEvents 1.0, with the `sequence` extension. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly sequence?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const ofStage = ['stage', 'round'] as const;

/**
 * The facts of each event that leave the system: ids, dates, stages and counts of rounds. Everything else stays
 * inside: ratings, scores, decisions, verdicts, free text, file names and people.
 */
const told = {
  'review-opened': ['instrument', 'plannedDeployment', 'arrival', 'dueAt', 'basis'],
  'stage-opened': [...ofStage, 'dueAt'],
  'stage-acknowledged': ofStage,
  'stage-submitted': [...ofStage, 'waitsFor', 'dueAt'],
  'stage-scored': ofStage,
  'stage-returned': ofStage,
  'submission-recalled': [...ofStage, 'dueAt'],
  'evaluation-decided': ofStage,
  'verification-signed': ofStage,
  'signature-missed': ofStage,
  'stage-assigned': ['stage'],
  released: ['what'],
  'review-closed': ['outcome'],
  'anchors-moved': ['plannedDeployment', 'arrival', 'dueAt'],
  'stage-extended': [...ofStage, 'dueAt'],
  'review-suspended': [],
  'review-resumed': ['dueAt'],
  'stage-expired': [...ofStage, 'dueAt'],
  'review-lapsed': ofStage,
  'review-withdrawn': ofStage,
  'unit-corrected': [],
  'comment-added': [],
  'evidence-added': ['evidence', 'side'],
  'caveat-declared': [],
  'caveat-found': [],
  'caveat-decided': ['caveat'],
  'certificate-issued': ['kind'],
  'vetting-recorded': ['when'],
  'finding-opened': ['owner', 'dueOn'],
  'finding-updated': ['finding', 'status'],
  'obligation-reported': ['obligation', 'dueOn', 'side'],
  'successor-opened': ['kind', 'review'],
  'score-recomputed': ['instrument', 'from', 'to'],
  'instrument-migrated': ['instrument', 'from', 'to'],
} as const satisfies Record<EventType, readonly string[]>;

/** The id of an event outside: the same however often it is delivered, and to whomever. */
export const eventIdOf = (review: string, seq: number): string => `ev_${review}_${seq}`;

const factsOf = ({ type, facts }: Event): Record<string, unknown> =>
  Object.fromEntries(
    told[type].flatMap((name) => {
      const value = (facts as Record<string, unknown>)[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** An event of a review as it is told outside; the same bytes each time. `origin` is the scheme and host of this system. */
export const cloudEventOf = (
  { id, contributor, mission }: Head,
  event: Event,
  origin: string,
): CloudEvent => ({
  specversion: '1.0',
  id: eventIdOf(id, event.seq),
  source: `${origin}/v1/reviews/${id}`,
  type: `ora.${event.type}.v1`,
  subject: id,
  time: event.at,
  datacontenttype: 'application/json',
  sequence: String(event.seq).padStart(10, '0'),
  data: {
    review: id,
    sequence: event.seq,
    event: event.type,
    contributor,
    mission,
    facts: factsOf(event),
  },
});

/** The event of a test: it says what it is, and nothing of any review. */
export const testEventOf = (
  id: string,
  webhook: string,
  time: string,
  origin: string,
): CloudEvent => ({
  specversion: '1.0',
  id,
  source: `${origin}/v1/webhooks/${webhook}`,
  type: 'ora.test.v1',
  time,
  datacontenttype: 'application/json',
  data: { webhook, event: 'test' },
});
