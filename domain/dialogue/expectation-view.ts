import * as z from 'zod';
import { Day } from '../text.ts';
import {
  allStances,
  Counts,
  countStances,
  Expectation,
  type PartyStance,
  Stance,
  statusOf,
} from './expectation.ts';
import { isState, type Party } from './party.ts';
import { recordedFields, shownRecorded } from './recorded-view.ts';
import type { ExpectationRecord, ExpectationVersion } from './records.ts';
import { type Sight, shownReviews } from './sight.ts';

const Earlier = z.object({ version: z.int(), date: Day, statement: z.string(), status: Stance });

/** An expectation on the wire: its latest version. A State reads its own stance, and of the others' how many. */
export const ExpectationView = z
  .object({
    ...Expectation.shape,
    ...recordedFields,
    version: z.int(),
    status: Stance,
    /** How many of the parties whose stance is not shown agree, contest, and were not asked. */
    others: Counts.optional(),
    earlier: z.array(Earlier),
  })
  .omit({ supersedes: true })
  .meta({ id: 'Expectation' });
type ExpectationView = z.output<typeof ExpectationView>;

const concerns = (version: ExpectationVersion, state: string): boolean =>
  allStances(version).some(({ party }) => party === state);

const isShown = (version: ExpectationVersion, sight: Sight): boolean =>
  sight.of === 'state' ? concerns(version, sight.state) : sight.of !== 'nothing';

const earlierOf = ({ versions }: ExpectationRecord, sight: Sight): ExpectationView['earlier'] =>
  versions
    .slice(0, -1)
    .filter((version) => isShown(version, sight))
    .map((earlier) => {
      const { version, date, statement } = earlier;
      return { version, date, statement, status: statusOf(earlier) };
    });

/** Who holds it and where everybody stands; to a State, its own stance and the number of the others'. */
const shownStances = (
  version: ExpectationVersion,
  sight: Sight,
): Pick<ExpectationView, 'holders' | 'stances' | 'others'> => {
  const stances = allStances(version);
  const { holders } = version;
  if (sight.of !== 'state') return { holders, stances };
  const isOwn = ({ party }: PartyStance) => party === sight.state;
  const maySee = (party: Party) => !isState(party) || party === sight.state;
  return {
    holders: holders.filter(maySee),
    stances: stances.filter(isOwn),
    others: countStances(stances.filter((stance) => !isOwn(stance))),
  };
};

/** The expectation as it may be seen, or undefined where its latest version does not concern the reader. */
export const expectationViewOf = (
  expectation: ExpectationRecord,
  sight: Sight,
  shownMeetings: ReadonlySet<string>,
): ExpectationView | undefined => {
  const { latest } = expectation;
  if (!isShown(latest, sight)) return undefined;
  const { mission, date, statement, subject, version, discussedIn = [] } = latest;
  return {
    ...shownRecorded(latest, sight),
    version,
    mission,
    date,
    statement,
    subject,
    status: statusOf(latest),
    ...shownStances(latest, sight),
    discussedIn: discussedIn.filter((id) => shownMeetings.has(id)),
    reviews: [...shownReviews(latest.reviews, sight)],
    earlier: earlierOf(expectation, sight),
  };
};
