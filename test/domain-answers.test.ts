import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Answers, checkAnswers } from '../domain/answers.ts';
import { oneOfEach } from './support/small-instrument.ts';

const { criteria } = oneOfEach;
const good = { 'EX-A1': { value: 95 }, 'EX-A2': { value: 'S' }, 'EX-B1': { value: true } };

const check = (answers: Answers, complete = true) => checkAnswers(criteria, answers, { complete });

describe('the answers of a stage', () => {
  it('are right when each criterion is answered in its measure', () => {
    expect(check(good)).toEqual([]);
  });

  it('may say "not assessed" of every criterion', () => {
    const answers = Object.fromEntries(criteria.map(({ id }) => [id, { value: 'not_assessed' }]));

    expect(check(answers)).toEqual([]);
  });

  it.each([
    ['EX-A1', 100.5],
    ['EX-A1', -1],
    ['EX-A1', 'S'],
    ['EX-A2', 'good'],
    ['EX-A2', 1],
    ['EX-B1', 'yes'],
    ['EX-B1', 1],
  ])('are wrong when %s is answered with %j, and the refusal says what is wanted', (id, value) => {
    const [error, ...others] = check({ ...good, [id]: { value } });

    expect(others).toEqual([]);
    expect(error).toMatchObject({ pointer: `/answers/${id}/value`, code: 'wrong_measure' });
    expect(error?.detail).toContain(id);
  });

  it('must be complete in a submission, and may be partial in a draft', () => {
    const { 'EX-B1': _, ...partial } = good;

    expect(check(partial, false)).toEqual([]);
    expect(check(partial)).toMatchObject([{ pointer: '/answers/EX-B1', code: 'missing' }]);
  });

  it('may not name a criterion that the stage does not ask, whatever its name', () => {
    const answers = { ...good, 'EX/~9': { value: true }, constructor: { value: true } };

    const pointers = check(answers).map(({ pointer, code }) => [pointer, code]);

    expect(pointers).toEqual([
      ['/answers/EX~1~09', 'unknown_criterion'],
      ['/answers/constructor', 'unknown_criterion'],
    ]);
  });

  it('lead to exactly one error per criterion that is not answered rightly', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, min: -50, max: 150 }),
      fc.boolean(),
      fc.constantFrom('S', 'NI', 'U', 'not_assessed', 'perhaps'),
    );
    const some = fc.record(
      { 'EX-A1': value, 'EX-A2': value, 'EX-B1': value },
      { requiredKeys: [] },
    );

    void fc.assert(
      fc.property(some, (values) => {
        const answers = Object.fromEntries(
          Object.entries(values).map(([id, given]) => [id, { value: given }]),
        );
        const named = check(answers).map(({ pointer }) => pointer.split('/')[2]);
        expect(new Set(named).size).toBe(named.length);
        const rest = criteria.filter(({ id }) => !named.includes(id));
        expect(rest.every(({ id }) => id in answers)).toBe(true);
      }),
    );
  });
});

describe('the shape of answers', () => {
  it('refuses what is not an answer, before any criterion is asked', () => {
    expect(Answers.safeParse({ 'EX-A1': { value: 1, extra: 1 } }).success).toBe(false);
    expect(Answers.safeParse({ 'EX-A1': { value: null } }).success).toBe(false);
    expect(Answers.safeParse({ 'EX-A1': { value: 1, comment: 'bell \u0007' } }).success).toBe(
      false,
    );
  });

  it('refuses more answers than any instrument has criteria', () => {
    const many = Object.fromEntries(
      Array.from({ length: 201 }, (_, index) => [`EX-${index}`, { value: true }]),
    );

    expect(Answers.safeParse(many).success).toBe(false);
  });
});
