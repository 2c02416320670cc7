import { eventHash } from '../../adapters/hashing.ts';
import type { ExportedWhole } from '../../domain/verification/record-export.ts';
import { nameOf, referencesIn } from '../../domain/verification/references.ts';
import { type Alteration, headed, type Raw, rehashed, type Target } from './forge.ts';

const otherwise = (event: Raw): Raw => {
  const { by, facts } = event as { by?: Raw; facts: Raw };
  if (by) return { ...event, by: { ...by, person: 'somebody-else' } };
  if (typeof facts.score === 'number')
    return { ...event, facts: { ...facts, score: (facts.score + 7) % 100 } };
  if (facts.verdict)
    return {
      ...event,
      facts: { ...facts, verdict: { ...(facts.verdict as Raw), rating: 'ready', score: 99.9 } },
    };
  return { ...event, facts: { ...facts, dueAt: '2031-01-01T00:00:00.000Z' } };
};

const pick = ({ random, upTo }: Target, below = 0): number =>
  Math.floor(random() * Math.max(1, upTo - below));

/** The answers that are still referred to: whoever cuts with care leaves none behind. */
const answersFor = (answers: Raw, events: readonly Raw[]): Raw => {
  const names = new Set(events.flatMap(referencesIn).map(nameOf));
  return Object.fromEntries(Object.entries(answers).filter(([name]) => names.has(name)));
};

const withEvents = (
  chain: ExportedWhole,
  events: readonly Raw[],
  again: boolean,
): ExportedWhole => {
  const answers = answersFor(chain.answers, events);
  return again
    ? headed({ ...chain, answers, events: rehashed(chain.id, events) })
    : { ...chain, answers, events: [...events] };
};

export const edit =
  (again: boolean): Alteration =>
  (target) => {
    const { chain } = target;
    const at = pick(target);
    const events = chain.events.map((event, index) => (index === at ? otherwise(event) : event));
    return { chains: [withEvents(chain, events, again)], from: at + 1 };
  };

export const remove =
  (again: boolean): Alteration =>
  (target) => {
    const { chain } = target;
    const at = pick(target);
    const events = chain.events.filter((_, index) => index !== at);
    return { chains: [withEvents(chain, events, again)], from: at + 1 };
  };

export const insert =
  (again: boolean): Alteration =>
  (target) => {
    const { chain } = target;
    const at = pick(target, 1) + 1;
    const before = chain.events[at - 1] ?? {};
    const unhashed = {
      type: 'stage-assigned',
      facts: { stage: 'evaluation', team: 'Team 9' },
      by: { person: 'somebody-else', role: 'evaluator', rule: 'none' },
      seq: at + 1,
      at: before.at,
      prev: before.hash,
    };
    const inserted = { ...unhashed, hash: eventHash(chain.id, unhashed as never) };
    const events = chain.events.toSpliced(at, 0, inserted);
    return { chains: [withEvents(chain, events, again)], from: at + 1 };
  };

export const reorder =
  (again: boolean): Alteration =>
  (target) => {
    const { chain } = target;
    const at = pick(target, 1);
    const [one = {}, two = {}] = chain.events.slice(at, at + 2);
    const events = chain.events.toSpliced(at, 2, two, one);
    return { chains: [withEvents(chain, events, again)], from: at + 1 };
  };

export const cut: Alteration = (target) => {
  const { chain } = target;
  const at = pick(target);
  const left = withEvents(chain, chain.events.slice(0, at), false);
  return { chains: [headed(left)], from: at + 1 };
};

export const rewriteTail: Alteration = (target) => {
  const { chain } = target;
  const at = pick(target);
  const events = chain.events.map((event, index) => (index >= at ? otherwise(event) : event));
  return { chains: [withEvents(chain, events, true)], from: at + 1 };
};
