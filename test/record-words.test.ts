import { expect, it } from 'vitest';
import { eventTypes } from '../domain/events.ts';
import { CaveatDecision } from '../domain/facts/dossier-facts.ts';
import { Language } from '../domain/language.ts';
import { phrasesIn } from '../functions/phrases.ts';
import { messages } from '../instruments/messages.ts';
import { recordOfReview } from '../web/review-record.ts';

it('has words for every type of event', () => {
  const known = Object.keys(messages.en.messages);
  expect(eventTypes.filter((type) => !known.includes(`event.${type}`))).toEqual([]);
});

it.each(Language.options)('tells in %s of each decision on a caveat', (language) => {
  const events = CaveatDecision.options.map((decision, index) => ({
    seq: index + 1,
    type: 'caveat-decided',
    at: '2026-11-24T12:00:00.000Z',
    facts: { decision },
    hash: `hash-${index}`,
  }));
  const page = String(recordOfReview(phrasesIn(language), { events }));
  expect(page.split(phrasesIn(language).say('event.caveat-decided')).length - 1).toBe(
    CaveatDecision.options.length,
  );
});
