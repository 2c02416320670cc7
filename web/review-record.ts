import { html } from 'hono/html';
import { instantWords } from './plain-figures.ts';
import type { RecordedEvent, ReviewDetail } from './review-detail.ts';
import type { Words } from './words.ts';

const stepIn = ({ say }: Words, stage: unknown): string =>
  typeof stage === 'string' ? say(`step.${stage.replaceAll('-', '_')}` as 'step.decision') : '';

// A caveat is decided, too, in words of its own.
const readinessIn = ({ say }: Words, { type, facts }: RecordedEvent): string =>
  type === 'evaluation-decided' && typeof facts.decision === 'string'
    ? say(`readiness.${facts.decision}` as 'readiness.ready')
    : '';

const event = (words: Words, one: RecordedEvent) => {
  const { say } = words;
  const { type, at, by, facts } = one;
  const values = {
    step: stepIn(words, facts.stage),
    readiness: readinessIn(words, one),
  };
  const happened = say(`event.${type}` as 'event.withheld', values);
  const who = by && say(`role.${by.role}` as 'role.admin');
  return html`<li><time datetime="${at}">${instantWords(words, at)}</time>
    <span>${who ? say('review.record_by', { event: happened, who }) : happened}</span></li>`;
};

/** Everything that happened to a review, oldest first, as far as this reader may know of it. */
export const recordOfReview = (words: Words, { events }: Pick<ReviewDetail, 'events'>) =>
  html`<ol class="times">${events.map((one) => event(words, one))}</ol>`;
