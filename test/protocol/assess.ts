import { eventHash } from '../../adapters/hashing.ts';
import { Event } from '../../domain/events.ts';
import { fold } from '../../domain/fold.ts';
import { Head } from '../../domain/review.ts';
import { type ModelStage, may, order, restingPlace, type Where, walk } from './model.ts';
import { leftIn, partition } from './record.ts';
import { type Asked, type Attempt, instrument } from './requests.ts';

const same = (what: string, seen: unknown, wanted: unknown): void => {
  const [left, right] = [seen, wanted].map((value) => JSON.stringify(value));
  if (left !== right) throw new Error(`${what}: ${left}, but the model says ${right}`);
};

const happenedOf = ({ type, facts }: Event) => ({
  type,
  stage: 'stage' in facts ? facts.stage : undefined,
  round: 'round' in facts ? facts.round : undefined,
  outcome: 'outcome' in facts ? facts.outcome : undefined,
});

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

/** Dense from 1, each chained to the one before by its hash. */
const assessChain = (review: string, events: readonly Event[]): void => {
  for (const [index, event] of events.entries()) {
    const { hash, ...unhashed } = event;
    same('sequence', event.seq, index + 1);
    same('chain', event.prev, events[index - 1]?.hash ?? '');
    same('hash', hash, eventHash(review, unhashed as never));
  }
};

const stateOf = ({ at, stage, withdrawn }: Where): string => {
  if (withdrawn) return 'withdrawn';
  return at === 'rest' ? 'closed' : stage.replace('-', '_');
};

const assessOnce = (events: readonly Event[], type: string): void => {
  const places = events
    .filter((event) => event.type === type)
    .map(happenedOf)
    .map(({ stage, round }) => `${stage} ${round}`);
  if (new Set(places).size < places.length) throw new Error(`${type} twice: ${places}`);
};

/** Where the events end must be where the commands alone would have it, and what HEAD says. */
const assessHead = (head: Head, events: readonly Event[], items: readonly unknown[]): void => {
  const happened = events.map(happenedOf);
  const end = walk(happened).at(-1);
  const rest = restingPlace(happened);
  same('end of the events', [end?.at, end?.withdrawn], [rest.at, rest.withdrawn]);
  if (!rest.withdrawn) same('end of the events', end, rest);
  same('phase', head.phase, rest.at);
  same('place', [head.stage, head.round], [end?.stage, end?.round]);
  same('state', head.state, stateOf(rest));
  same('version', head.version, events.length);
  same('chain head', head.chain, events.at(-1)?.hash);
  same('OUT of the head', head.out, []);
  same('fold', sorted(fold(events)), sorted(head));
  same('verdict', head.verdict !== undefined, rest.at === 'rest' && !rest.withdrawn);
  for (const type of ['stage-opened', 'stage-scored', 'review-closed']) assessOnce(events, type);
  const names = new Set(items.map((item) => (item as { sk: string }).sk));
  for (const stage of order) {
    const name = head.answers[stage];
    if (name && !names.has(`ANSWERS#${stage}#${name}`)) throw new Error(`no answers of ${stage}`);
  }
};

const markerOf = (event: Event): string => {
  switch (event.type) {
    case 'stage-submitted':
      return event.facts.notes ?? '';
    case 'stage-returned':
      return event.facts.criteria[0]?.reason ?? '';
    case 'review-withdrawn':
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

/** Why the model would refuse this request at a version of the record. */
const refusalAt = (asked: Asked, where: Where | undefined, version: number): string | undefined => {
  if (asked.wish === 'open') return undefined;
  if (!where) return 'not_found';
  if (asked.ifMatch !== version) return 'stale_version';
  const allowed = may(where, asked.wish, instrument.roundBudget, asked.stage as ModelStage);
  return allowed ? undefined : 'wrong_stage';
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

const assessAsked = (asked: Asked, events: readonly Event[]): void => {
  const places = walk(events.map(happenedOf));
  const own = eventsBy(asked, events);
  if (own.length > 1) throw new Error(`${asked.marker} happened ${own.length} times`);
  const acknowledged = asked.attempts.filter(({ result }) => result === 'acknowledged');
  same(`${asked.marker}: answers`, new Set(acknowledged.map(({ body }) => body)).size < 2, true);
  if (acknowledged.length > 0 && own.length === 0) throw new Error(`${asked.marker} is lost`);
  const [event] = own;
  for (const attempt of asked.attempts) {
    if (attempt.result === 'refused' && event && event.seq <= attempt.from)
      throw new Error(`${asked.marker} was done, and then refused: ${attempt.code}`);
    if (attempt.result === 'refused') assessRefusal(asked, attempt, places);
    if (attempt.result === 'failed') assessFailure(asked, attempt);
    if (attempt.result !== 'acknowledged' || asked.wish === 'open') continue;
    const { seq, head } = JSON.parse(attempt.body);
    same(`${asked.marker}: receipt`, [seq, head], [event?.seq, event?.hash]);
  }
};

const isIndex = (name: string): boolean => /^(pk|sk|gsi\dpk|gsi\dsk)$/.test(name);
const attributesOf = (item: object) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !isIndex(name)));

/** Holds everything that a review left in the table against the model. Answers with its events. */
export const assessReview = async (
  review: string,
  requests: readonly Asked[],
): Promise<readonly Event[]> => {
  const items = await partition(`REVIEW#${review}`);
  const events = items
    .filter(({ sk }) => String(sk).startsWith('EVENT#'))
    .map((item) => Event.parse(attributesOf(item)));
  const stored = items.find(({ sk }) => sk === 'HEAD');
  same('a head for the events', stored !== undefined, events.length > 0);
  assessChain(review, events);
  if (stored) assessHead(Head.parse({ ...attributesOf(stored), id: review }), events, items);
  for (const asked of requests.filter((each) => each.review === review)) assessAsked(asked, events);
  return events;
};

/** Nothing is left on its way, and nobody is owed a notice. */
export const assessQueues = async (): Promise<void> => {
  same('OUT', await leftIn('OUT'), []);
  same('DUE', await leftIn('DUE'), []);
};
