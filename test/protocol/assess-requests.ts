import type { Event } from '../../domain/events.ts';
import { isWithinBudget, type ModelStage, stands, type Where } from './model.ts';
import { type Asked, type Attempt, roundBudget } from './requests.ts';
import { same } from './same.ts';

const markerOf = (event: Event): string => {
  switch (event.type) {
    case 'stage-submitted':
      return event.facts.notes ?? '';
    case 'stage-returned':
      return event.facts.criteria[0]?.reason ?? '';
    case 'evaluation-decided':
      return event.facts.reasons ?? '';
    case 'verification-signed':
      return event.facts.disagreements[0]?.reason ?? '';
    case 'review-withdrawn':
    case 'submission-recalled':
    case 'anchors-moved':
      return event.facts.reason;
    default:
      return '';
  }
};

const eventsBy = ({ wish, marker }: Asked, events: readonly Event[]): Event[] =>
  events.filter((event) =>
    wish === 'open' ? event.type === 'review-opened' : markerOf(event) === marker,
  );

/** Why the model would refuse this request at a version of the record: the moment, If-Match, the rounds. */
const refusalAt = (asked: Asked, where: Where | undefined, version: number): string | undefined => {
  const { wish } = asked;
  if (wish === 'open') return undefined;
  if (!where) return 'not_found';
  if (!stands(where, wish, asked.stage as ModelStage)) return 'wrong_stage';
  if (asked.ifMatch !== version) return 'stale_version';
  return isWithinBudget(where, wish, roundBudget) ? undefined : 'wrong_stage';
};

const assessRefusal = (asked: Asked, attempt: Attempt, places: readonly (Where | undefined)[]) => {
  for (let version = attempt.from; version <= attempt.to; version += 1)
    if (refusalAt(asked, places[version], version) === attempt.code) return;
  throw new Error(`${asked.marker} was refused without a reason: ${JSON.stringify(attempt)}`);
};

/** A failure has a fault behind it, and a name of ours: 503, or what the platform refused. */
const assessFailure = ({ marker }: Asked, attempt: Attempt): void => {
  if (!attempt.faulty || !['Unavailable', 'injected'].includes(attempt.code))
    throw new Error(`${marker} failed: ${JSON.stringify(attempt)}`);
};

const assessAttempt = (
  asked: Asked,
  attempt: Attempt,
  event: Event | undefined,
  places: readonly (Where | undefined)[],
): void => {
  if (attempt.result === 'failed') assessFailure(asked, attempt);
  if (attempt.result === 'refused') {
    if (event && event.seq <= attempt.from)
      throw new Error(`${asked.marker} was done, and then refused: ${attempt.code}`);
    assessRefusal(asked, attempt, places);
  }
  if (attempt.result !== 'acknowledged' || asked.wish === 'open') return;
  const { seq, head } = JSON.parse(attempt.body);
  same(`${asked.marker}: receipt`, [seq, head], [event?.seq, event?.hash]);
};

/** A request is done at most once, and once when any copy of it was told so, in the same words. */
export const assessAsked = (
  asked: Asked,
  events: readonly Event[],
  places: readonly (Where | undefined)[],
): void => {
  const own = eventsBy(asked, events);
  if (own.length > 1) throw new Error(`${asked.marker} happened ${own.length} times`);
  const answers = asked.attempts.filter(({ result }) => result === 'acknowledged');
  same(`${asked.marker}: answers`, new Set(answers.map(({ body }) => body)).size < 2, true);
  if (answers.length > 0 && own.length === 0) throw new Error(`${asked.marker} is lost`);
  for (const attempt of asked.attempts) assessAttempt(asked, attempt, own[0], places);
};
