import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { criteriaOf } from '../domain/instrument.ts';
import { findInstrument } from '../instruments/catalogue.ts';
import { type CountedReview, countOneReview, limits } from './bench/counted-review.ts';
import { answersBytes, paddedAnswers, plainBytes } from './bench/padded-answers.ts';
import { unexplained, writeUnits } from './bench/write-units.ts';
import { startHost } from './support/host.ts';

const place = { review: '0'.repeat(20), stage: 'evaluation' } as const;
const infantry = findInstrument('infantry-battalion', 1);
const answers = paddedAnswers(infantry ? criteriaOf(infantry, place.stage) : [], place);

let host: Awaited<ReturnType<typeof startHost>>;
let counted: CountedReview;
beforeAll(async () => {
  host = await startHost();
  counted = await countOneReview(host);
});
afterAll(() => host.close());

describe('a review without returns', () => {
  it('takes no more state transitions than it may', () => {
    expect(counted.transitions.states).toContain('NotifyOutcome');
    expect(counted.transitions.total).toBeLessThanOrEqual(limits.transitions);
  });

  it('takes no more write units than it may, with 14 KB of answers per stage', () => {
    const stored = counted.writes.flatMap(({ items }) =>
      items.filter(({ kind }) => kind === 'ANSWERS').map(({ bytes }) => bytes),
    );
    console.log(`write units ${writeUnits(counted.writes)}, answers stored in ${stored} bytes`);

    expect(stored).toHaveLength(3);
    expect(plainBytes(answers, place)).toBe(answersBytes);
    expect(writeUnits(counted.writes)).toBeLessThanOrEqual(limits.writeUnits);
  });

  it('has no write that was refused or that the count cannot explain', () => {
    expect(counted.failedWrites).toBe(0);
    expect(unexplained(counted.writes)).toBe(0);
    expect(counted.writes.map(({ work }) => work)).not.toContain('other');
  });
});
