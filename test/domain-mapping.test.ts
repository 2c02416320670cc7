import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, sha256 } from '../adapters/hashing.ts';
import { type Answers, checkAnswers } from '../domain/answers.ts';
import { criteriaOf, type Instrument } from '../domain/instrument.ts';
import type { Stage } from '../domain/stages.ts';
import { fatesOf } from '../domain/versions/fates.ts';
import { mapAnswers } from '../domain/versions/map-answers.ts';
import { mappingErrors } from '../domain/versions/mapping-check.ts';
import { replacedAtRandom } from './support/replaced-at-random.ts';
import { firstVersion, secondVersion, thirdVersion } from './support/replaced-instrument.ts';

const path = [firstVersion, secondVersion];

const given: Answers = {
  'EX-A1': { value: true, comment: 'In writing' },
  'EX-A2': { value: 'NI' },
  'EX-A3': { value: 92, comment: 'Counted', evidence: ['e1'] },
  'EX-A4': { value: 45, comment: 'Estimated', evidence: ['e1', 'e2'] },
  'EX-A5': { value: 'S' },
  'EX-A6': { value: 65 },
  'EX-A7': { value: false },
};

describe('the answers of a stage, as a new version asks for them', () => {
  const mapped = mapAnswers(path, 'self-assessment', given);

  it('stay where a criterion kept its id, and follow a new name', () => {
    expect(mapped['EX-A1']).toEqual(given['EX-A1']);
    expect(mapped['EX-B2']).toEqual(given['EX-A2']);
  });

  it('are the worst of those that merge, with the comments and evidence of all of them', () => {
    expect(mapped['EX-B3']).toEqual({
      value: 45,
      comment: 'EX-A3: Counted\nEX-A4: Estimated',
      evidence: ['e1', 'e2'],
    });
  });

  it('stand for each part of a criterion that was split', () => {
    expect([mapped['EX-B5'], mapped['EX-B6']]).toEqual([given['EX-A5'], given['EX-A5']]);
    expect(mapAnswers(path, 'evaluation', given)).not.toHaveProperty('EX-B6');
  });

  it('are converted where the scale changed, and stay "not assessed" where they were', () => {
    const unseen = { ...given, 'EX-A6': { value: 'not_assessed' } };

    expect(mapped['EX-A6']).toEqual({ value: 'NI' });
    expect(mapAnswers(path, 'evaluation', unseen)['EX-A6']).toEqual({ value: 'not_assessed' });
  });

  it('are missing for what was not asked, and gone for what is asked no more', () => {
    expect(mapped).not.toHaveProperty('EX-B9');
    expect(mapped).not.toHaveProperty('EX-A7');
  });

  it('are missing while only a part of what merges is answered', () => {
    const { 'EX-A4': _, ...partial } = given;

    expect(mapAnswers(path, 'self-assessment', partial)).not.toHaveProperty('EX-B3');
  });

  it('never read "not assessed" as better than "needs improvement" when they merge', () => {
    const unseen = { ...given, 'EX-A4': { value: 'not_assessed' } };
    const failed = { ...unseen, 'EX-A3': { value: 10 } };

    expect(mapAnswers(path, 'evaluation', unseen)['EX-B3']?.value).toBe('not_assessed');
    expect(mapAnswers(path, 'evaluation', failed)['EX-B3']?.value).toBe(10);
  });

  it('stay marked as carried from an earlier cycle, until all that merged are attested again', () => {
    const carried = { review: 'r0', instrument: { id: 'small', version: 1 } };
    const mark = (reattested: boolean) => ({
      ...given,
      'EX-A3': { value: 92, carried, reattested: true as const },
      'EX-A4': { value: 45, carried, ...(reattested && { reattested: true as const }) },
    });
    const markOf = (reattested: boolean) =>
      mapAnswers(path, 'self-assessment', mark(reattested))['EX-B3'];

    expect(markOf(true)).toMatchObject({ carried, reattested: true });
    expect(markOf(false)).toMatchObject({ carried });
    expect(markOf(false)).not.toHaveProperty('reattested');
  });

  it('go through every version between', () => {
    const both = mapAnswers([...path, thirdVersion], 'self-assessment', given);

    expect(both['EX-C2']).toEqual(given['EX-A2']);
    expect(both['EX-B3']).toMatchObject({ value: false });
  });

  it('are what they were when nothing is between', () => {
    expect(mapAnswers([firstVersion], 'self-assessment', given)).toEqual(given);
  });
});

describe('the fate of each criterion', () => {
  const outcomes = (versions: readonly Instrument[], stage: Stage) =>
    Object.fromEntries(
      fatesOf(versions, stage).map(({ criterion, from, outcome }) => [
        criterion,
        [outcome, ...from].join(' '),
      ]),
    );

  it('says what becomes of it in this stage', () => {
    expect(outcomes(path, 'self-assessment')).toEqual({
      'EX-A1': 'kept EX-A1',
      'EX-B2': 'renamed EX-A2',
      'EX-B3': 'merged EX-A3 EX-A4',
      'EX-B5': 'split EX-A5',
      'EX-B6': 'split EX-A5',
      'EX-A6': 'rescaled EX-A6',
      'EX-A7': 'dropped EX-A7',
      'EX-B9': 'needs_answer',
    });
    expect(outcomes(path, 'verification')).not.toHaveProperty('EX-B5');
  });

  it('is followed through several versions to where the answer came from', () => {
    expect(outcomes([...path, thirdVersion], 'evaluation')).toMatchObject({
      'EX-C2': 'renamed EX-A2',
      'EX-B3': 'rescaled EX-A3 EX-A4',
      'EX-B5': 'split EX-A5',
      'EX-A7': 'dropped EX-A7',
      'EX-B9': 'needs_answer',
    });
  });
});

const only = (answers: Answers, ids: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id)));

describe('every mapping', () => {
  it('accounts for every criterion that a stage asked, and for every one that it asks, once', () => {
    fc.assert(
      fc.property(replacedAtRandom, ({ before, after, stage }) => {
        expect(mappingErrors(before, after)).toEqual([]);
        const fates = fatesOf([before, after], stage);
        const living = fates.filter(({ outcome }) => outcome !== 'dropped');
        const dropped = fates.filter(({ outcome }) => outcome === 'dropped');
        const asked = (instrument: Instrument) => criteriaOf(instrument, stage).map(({ id }) => id);

        expect(living.map(({ criterion }) => criterion).toSorted()).toEqual(
          asked(after).toSorted(),
        );
        expect(new Set(fates.flatMap(({ from }) => from))).toEqual(new Set(asked(before)));
        for (const { criterion } of dropped)
          expect(living.some(({ from }) => from.includes(criterion))).toBe(false);
      }),
    );
  });

  it('loses no answer: each stands in what came of its criterion, and fits the new measure', () => {
    fc.assert(
      fc.property(replacedAtRandom, ({ before, after, stage, answers }) => {
        const submitted = only(
          answers,
          criteriaOf(before, stage).map(({ id }) => id),
        );
        const mapped = mapAnswers([before, after], stage, submitted);

        expect(checkAnswers(criteriaOf(after, stage), mapped, { complete: false })).toEqual([]);
        for (const { criterion, outcome } of fatesOf([before, after], stage)) {
          const wanted = outcome !== 'dropped' && outcome !== 'needs_answer';
          expect(Object.hasOwn(mapped, criterion)).toBe(wanted);
        }
      }),
    );
  });

  it('gives the same answers, and so the same digest, however often and in whatever order', () => {
    fc.assert(
      fc.property(replacedAtRandom, ({ before, after, stage, answers }) => {
        const submitted = only(
          answers,
          criteriaOf(before, stage).map(({ id }) => id),
        );
        const reversed = Object.fromEntries(Object.entries(submitted).toReversed());
        const digest = (some: Answers) =>
          sha256(canonical(mapAnswers([before, after], stage, some)));

        expect(digest(reversed)).toBe(digest(submitted));
        expect(digest(structuredClone(submitted))).toBe(digest(submitted));
      }),
    );
  });
});
