import * as z from 'zod';
import { missions } from '../reference/missions.ts';
import { verdictRatings } from './counted.ts';
import { firstDayOf, lastDayOf } from './quarter.ts';

/** What a public data set is: by what its rows are broken down, and which lines of figures it has. */
export interface PublicDataSet {
  readonly name: string;
  readonly description: string;
  /** The column of the rows, and whether its name is one of the UN Peace and Security Data Hub. */
  readonly by: string;
  readonly rowsIn: (quarter: string) => readonly string[];
  readonly indicators: readonly string[];
  readonly tag: string;
}

/** The missions that ran at any time in a quarter: each has its row, whatever happened. */
const missionsIn = (quarter: string): string[] =>
  missions
    .filter(
      ({ start, end }) =>
        start <= lastDayOf(quarter) && (end === undefined || end >= firstDayOf(quarter)),
    )
    .map(({ acronym }) => acronym)
    .sort();

/** The public data sets, by the name under which they are asked for. */
export const publicDataSets = {
  'ORA-REVIEWS': {
    name: 'Readiness reviews by mission and quarter',
    description:
      'How many reviews of uniformed units received an evaluation, received a verification, and came to a verdict, by mission and quarter.',
    by: 'Mission_Acronym',
    rowsIn: missionsIn,
    indicators: ['evaluations_received', 'verifications_received', 'verdicts_reached'],
    tag: '#org+acronym+mission',
  },
  'ORA-VERDICTS': {
    name: 'Verdicts of readiness reviews by quarter',
    description: 'How many reviews came to which verdict, by quarter, over all missions.',
    by: 'Verdict',
    rowsIn: () => verdictRatings,
    indicators: ['verdicts_reached'],
    tag: '#status+verdict',
  },
} as const satisfies Record<string, PublicDataSet>;

export const PublicDataSetName = z.enum(
  Object.keys(publicDataSets) as [keyof typeof publicDataSets],
);
export type PublicDataSetName = z.output<typeof PublicDataSetName>;
