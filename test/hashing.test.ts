import { describe, expect, it } from 'vitest';
import { answersHash, canonical, eventHash } from '../adapters/hashing.ts';

const composed = 'Côte d’Ivoire'.normalize('NFC');
const decomposed = composed.normalize('NFD');

const event = (team: string) => ({
  type: 'stage-assigned' as const,
  facts: { stage: 'evaluation' as const, team },
  seq: 2,
  at: '2027-01-01T00:00:00.000Z',
  prev: 'p',
});

describe('what is hashed', () => {
  it('has the hash that it had when the chain began', () => {
    expect(eventHash('r1', event('Team 1'))).toBe('Ft96m5NeUcy5jV-K_2jDKAUS3cpRq25T5HjQPFx1eks');
    expect(answersHash({ 'EX-A1': { value: 95, comment: composed } })).toBe(
      '4-k5bTqrJwV3gfMjBbrGM0ycoLd9Q7dP_f-kcR-xpLQ',
    );
  });

  it('does not depend on the order of its members, nor on one that is undefined', () => {
    const { type, facts, ...rest } = event('Team 1');

    expect(eventHash('r1', { ...rest, facts, type })).toBe(eventHash('r1', event('Team 1')));
    expect(answersHash({ a: 1, b: undefined })).toBe(answersHash({ a: 1 }));
  });

  it('is text in NFC only, in values and in names: the same word has one hash', () => {
    expect(() => eventHash('r1', event(decomposed))).toThrow('/facts/team is not in Unicode');
    expect(() => answersHash({ [decomposed]: 1 })).toThrow('the name /');
    expect(() => answersHash({ list: ['a', { b: decomposed }] })).toThrow('/list/1/b is not in');
  });

  it('may hold a combining mark after a line break: escapes are no part of the text', () => {
    expect(answersHash({ comment: 'n\n\u0303' })).toHaveLength(43);
  });

  it.each([
    ['a bigint', 1n],
    ['not a number', Number.NaN],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['half a surrogate pair', '\ud83d'],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['a hole in a list', [undefined]],
    ['a function', () => 1],
  ])('is never %s', (_, value) => {
    expect(() => answersHash({ value })).toThrow();
    expect(() => eventHash('r1', event(value as never))).toThrow();
  });

  it('is what a request was, as it was sent, where only requests are compared', () => {
    expect(canonical({ csv: decomposed })).not.toBe(canonical({ csv: composed }));
  });
});
