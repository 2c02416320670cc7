import { eventHash } from '../../adapters/hashing.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/fold.ts';
import type { Head } from '../../domain/review.ts';
import { type Happened, order, restingPlace, type Where, walk } from './model.ts';
import { same } from './same.ts';

/** An event as the model looks at it. */
export const happenedOf = ({ type, facts }: Event): Happened => ({
  type,
  stage: 'stage' in facts ? facts.stage : undefined,
  round: 'round' in facts ? facts.round : undefined,
  outcome: 'outcome' in facts ? facts.outcome : undefined,
  waitsFor: 'waitsFor' in facts ? facts.waitsFor : undefined,
  decision: type === 'evaluation-decided' ? facts.decision : undefined,
});

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

/** Dense from 1, each chained to the one before by its hash. */
export const assessChain = (review: string, events: readonly Event[]): void => {
  for (const [index, event] of events.entries()) {
    const { hash, ...unhashed } = event;
    same('sequence', event.seq, index + 1);
    same('chain', event.prev, events[index - 1]?.hash ?? '');
    same('hash', hash, eventHash(review, unhashed as never));
  }
};

const stateOf = ({ at, stage, ended }: Where): string => {
  if (ended) return ended;
  return at === 'rest' ? 'closed' : stage.replace('-', '_');
};

const assessOnce = (events: readonly Event[], type: string): void => {
  const places = events
    .filter((event) => event.type === type)
    .map(happenedOf)
    .map(({ stage, round }) => `${stage} ${round}`);
  if (new Set(places).size < places.length) throw new Error(`${type} twice: ${places}`);
};

/** A place without what is not there. */
const told = (where: Where | undefined): Where => JSON.parse(JSON.stringify(where));

/** Where the events end must be where the commands alone would have it, and what HEAD says. */
export const assessHead = (
  head: Head,
  events: readonly Event[],
  items: readonly unknown[],
): void => {
  const happened = events.map(happenedOf);
  const end = walk(happened).at(-1);
  const rest = restingPlace(happened);
  same('end of the events', [end?.at, end?.ended], [rest.at, rest.ended]);
  if (!rest.ended) same('end of the events', told(end), told(rest));
  same('phase', head.phase, rest.at);
  same('place', [head.stage, head.round], [end?.stage, end?.round]);
  same('state', head.state, stateOf(rest));
  same('version', head.version, events.length);
  same('chain head', head.chain, events.at(-1)?.hash);
  same('OUT of the head', head.out, []);
  same('fold', sorted(fold(events)), sorted(head));
  same('verdict', head.verdict !== undefined, rest.at === 'rest' && !rest.ended);
  for (const type of ['stage-opened', 'stage-scored', 'review-closed']) assessOnce(events, type);
  const names = new Set(items.map((item) => (item as { sk: string }).sk));
  for (const stage of order) {
    const name = head.answers[stage];
    if (name && !names.has(`ANSWERS#${stage}#${name}`)) throw new Error(`no answers of ${stage}`);
  }
};
