import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CountedReview, countOneReview, limits } from './bench/counted-review.ts';
import { answersBytes } from './bench/padded-answers.ts';
import { unexplained, writeUnits } from './bench/write-units.ts';
import { startHost } from './support/host.ts';

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
    const answers = counted.writes.flatMap(({ items }) =>
      items.filter(({ kind }) => kind === 'ANSWERS').map(({ bytes }) => bytes),
    );

    expect(answers).toEqual([answersBytes, answersBytes, answersBytes]);
    expect(writeUnits(counted.writes)).toBeLessThanOrEqual(limits.writeUnits);
  });

  it('has no write that was refused or that the count cannot explain', () => {
    expect(counted.failedWrites).toBe(0);
    expect(unexplained(counted.writes)).toBe(0);
    expect(counted.writes.map(({ work }) => work)).not.toContain('other');
  });
});
