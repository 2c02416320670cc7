import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { play, tries } from './changing-hands.ts';

const seed = 20_261_124;
const numRuns = 10_000;

/** Everybody who did this, and everybody for whom it was done. */
const handsOf = (events: readonly Event[], did: (event: Event) => boolean): Set<string> =>
  new Set(
    events.filter(did).flatMap(({ by }) => (by ? [by.person, ...(by.for ? [by.for] : [])] : [])),
  );

const submittedStage = (stage: string) => (event: Event) =>
  event.type === 'stage-submitted' && event.facts.stage === stage;

const returned = (event: Event) =>
  event.type === 'stage-returned' && event.by?.role === 'evaluator';

/** Who did what, read from the events alone. */
const deedsIn = (events: readonly Event[]) => ({
  submitted: handsOf(events, submittedStage('self-assessment')),
  evaluated: handsOf(events, (event) => submittedStage('evaluation')(event) || returned(event)),
  decided: handsOf(events, ({ type }) => type === 'evaluation-decided'),
  verified: handsOf(events, submittedStage('verification')),
  signed: handsOf(events, ({ type }) => type === 'verification-signed'),
});

/** What nobody may do both of on one review. */
const apart = [
  ['submitted', 'evaluated'],
  ['submitted', 'decided'],
  ['submitted', 'verified'],
  ['evaluated', 'decided'],
  ['evaluated', 'verified'],
  ['decided', 'verified'],
  ['evaluated', 'signed'],
  ['decided', 'signed'],
  ['verified', 'signed'],
] as const;

it('nobody evaluates what they submitted or verifies what they evaluated, whatever role they moved to and whoever they act for', {
  timeout: 600_000,
}, () => {
  const seen = { closed: 0, lent: 0, refused: 0 };

  void fc.assert(
    fc.property(tries, (history) => {
      const { events, head, refused } = play(history);
      const deeds = deedsIn(events);
      for (const [one, other] of apart)
        expect([one, other, ...deeds[one].intersection(deeds[other])]).toEqual([one, other]);
      seen.refused += refused;
      if (head.state !== 'closed') return;
      seen.closed += 1;
      if (events.some(({ by }) => by?.for)) seen.lent += 1;
    }),
    { seed, numRuns },
  );

  console.log(
    `${numRuns} histories, seed ${seed}: ${seen.closed} closed, ${seen.lent} of them by people who acted for others; ${seen.refused} attempts refused`,
  );
  expect(seen.closed).toBeGreaterThan(numRuns / 4);
  expect(seen.lent).toBeGreaterThan(numRuns / 10);
});
