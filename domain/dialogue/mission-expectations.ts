import * as z from 'zod';
import { Day } from '../text.ts';
import { Counts, countStances, Stance } from './expectation.ts';
import { ExpectationView } from './expectation-view.ts';
import { isState, Party } from './party.ts';
import type { ShownDialogue } from './shown-dialogue.ts';

type Shown = ShownDialogue['expectations'][number];

/** Where each side stands, all contributors taken together. */
const Between = z.object({
  council: Stance.optional(),
  secretariat: Stance.optional(),
  mission: Stance.optional(),
  host_state: Stance.optional(),
  contributors: Counts,
});

const Meeting = z.object({ id: z.string(), date: Day, format: z.string() });

const ExpectationLine = ExpectationView.omit({ discussedIn: true }).extend({
  /** Whom it concerns, as far as the reader may know. */
  concerns: z.array(Party),
  /** Absent for a State, which reads its own stance and how many others there are. */
  between: Between.optional(),
  meetings: z.array(Meeting),
});

const Lines = z.array(ExpectationLine);

/** What is agreed, contested and not discussed between Council, contributors and Secretariat, in one view. */
export const MissionExpectations = z
  .object({ mission: z.string(), agreed: Lines, contested: Lines, not_discussed: Lines })
  .meta({ id: 'MissionExpectations' });
export type MissionExpectations = z.output<typeof MissionExpectations>;

const betweenOf = ({ stances }: Shown): z.output<typeof Between> => ({
  ...Object.fromEntries(
    stances.filter(({ party }) => !isState(party)).map(({ party, stance }) => [party, stance]),
  ),
  contributors: countStances(stances.filter(({ party }) => isState(party))),
});

const meetingsOf = ({ briefings, consultations }: ShownDialogue) => [
  ...briefings.map(({ id, date }) => ({ id, date, format: 'briefing' })),
  ...consultations.map(({ id, date, format }) => ({ id, date, format })),
];

/** The expectations of a mission by where they stand, as far as they are shown. */
export const missionExpectations = (mission: string, shown: ShownDialogue): MissionExpectations => {
  const meetings = meetingsOf(shown);
  const lines = shown.expectations.map((expectation) => {
    const { discussedIn = [], ...line } = expectation;
    const parties = [...line.holders, ...line.stances.map(({ party }) => party)];
    return {
      ...line,
      concerns: [...new Set(parties)],
      ...(!line.others && { between: betweenOf(expectation) }),
      meetings: meetings.filter(({ id }) => discussedIn.includes(id)),
    };
  });
  const standing = (status: Stance) => lines.filter((line) => line.status === status);
  return {
    mission,
    agreed: standing('agreed'),
    contested: standing('contested'),
    not_discussed: standing('not_discussed'),
  };
};
