import { type Criterion, Instrument } from '../../domain/instrument.ts';
import { stages } from '../../domain/stages.ts';

type Wanted = Pick<Criterion, 'id' | 'measure'> & Partial<Criterion>;

const criterion = (wanted: Wanted): Criterion => ({
  section: wanted.id.charAt(wanted.id.indexOf('-') + 1),
  text: `Invented criterion ${wanted.id}`,
  critical: false,
  stages: [...stages],
  evidence: 'none',
  basis: 'invented for a test',
  provenance: 'invented',
  ...wanted,
});

/**
 * An instrument with these criteria and the usual bands and thresholds; its sections are the letters
 * of the ids. `more` takes the place of what is usual.
 */
export const instrumentOf = (
  wanted: readonly Wanted[],
  more: Partial<Instrument> = {},
): Instrument => {
  const criteria = wanted.map(criterion);
  const sections = [...new Set(criteria.map(({ section }) => section))];
  return Instrument.parse({
    id: 'small',
    version: 1,
    title: 'A small instrument for tests',
    notice: 'Invented',
    unitTypes: ['INF_BN'],
    decision: 'evaluator',
    fieldSignatures: 1,
    roundBudget: 3,
    scoringVersion: 1,
    bands: { satisfactory: 90, improvement: 70 },
    thresholds: { ready: 90, conditional: 70 },
    due: {
      'self-assessment': { days: 30, after: 'opened' },
      evaluation: { days: 20, after: 'opened' },
      verification: { days: 30, after: 'arrival' },
    },
    sections: sections.map((id) => ({ id, title: id })),
    criteria,
    ...more,
  });
};

/** One criterion of each measure; the yes-or-no one is critical. */
export const oneOfEach = instrumentOf([
  { id: 'EX-A1', measure: 'PCT' },
  { id: 'EX-A2', measure: 'SNU' },
  { id: 'EX-B1', measure: 'YN', critical: true },
]);
