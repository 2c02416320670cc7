import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { criteriaOf } from '../domain/instrument.ts';
import { findInstrument } from '../instruments/catalogue.ts';
import { type CountedReview, countOneReview, limits } from './bench/counted-review.ts';
import { answersBytes, paddedAnswers, plainBytes } from './bench/padded-answers.ts';
import { unexplained, type Write, writeUnits } from './bench/write-units.ts';
import { startHost } from './support/host.ts';

const place = { review: '0'.repeat(20), stage: 'evaluation' } as const;
const infantry = findInstrument('infantry-battalion', 1);
const answers = paddedAnswers(infantry ? criteriaOf(infantry, place.stage) : [], place);

let host: Awaited<ReturnType<typeof startHost>>;
const counts = new Map<number, CountedReview>();
beforeAll(async () => {
  host = await startHost();
  for (const version of [1, 2] as const) counts.set(version, await countOneReview(host, version));
});
afterAll(() => host.close());

/** What the items take by which people are told: due items, ledger rows, and their index. */
const toldWith = (writes: readonly Write[]): number =>
  writes.filter(({ work }) => work === 'Notify').reduce((units, write) => units + write.units, 0) +
  writes
    .filter(({ work }) => work !== 'Notify')
    .flatMap(({ items }) => items)
    .reduce((units, { kind, units: more }) => units + (kind === 'DUE' ? more : 0), 0);

describe.each<[1 | 2, string]>([
  [1, 'where the evaluator decides and one signs'],
  [2, 'where a director decides and two sign'],
])('a review without returns, by version %i, %s', (version) => {
  const count = () => counts.get(version) as CountedReview;

  it('takes no more state transitions than it may', () => {
    const { transitions } = count();

    expect(transitions.states).toContain('NotifyOutcome');
    expect(transitions.total).toBeLessThanOrEqual(limits.transitions);
  });

  it('takes no more write units than it may, with 14 KB of answers per stage', () => {
    const { writes, dossier } = count();
    const stored = writes.flatMap(({ items }) =>
      items.filter(({ kind }) => kind === 'ANSWERS').map(({ bytes }) => bytes),
    );
    console.log(
      `version ${version}: write units ${writeUnits(writes)}, of which people are told with ${toldWith(writes)}, beside the answers ${writeUnits(dossier)}, answers stored in ${stored} bytes`,
    );

    expect(stored).toHaveLength(3);
    expect(plainBytes(answers, place)).toBe(answersBytes);
    expect(writeUnits(writes)).toBeLessThanOrEqual(limits.writeUnits[version]);
  });

  it('takes eight more for each record beside the answers', () => {
    const { dossier } = count();

    expect(dossier).toHaveLength(version === 2 ? 5 : 0);
    expect(writeUnits(dossier)).toBe(8 * dossier.length);
  });

  it('takes one more for each row whose mail is reported on', () => {
    const { reports } = count();

    expect(reports.length).toBeGreaterThan(0);
    expect(writeUnits(reports)).toBe(reports.length);
  });

  it('has no write that was refused or that the count cannot explain', () => {
    const { writes, failedWrites } = count();

    expect(failedWrites).toBe(0);
    expect(unexplained(writes)).toBe(0);
    expect(writes.map(({ work }) => work)).not.toContain('other');
  });
});
