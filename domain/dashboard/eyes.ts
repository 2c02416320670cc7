import { maySeeCaveat, shownLimits } from '../dossier/sight.ts';
import type { Side } from '../facts/dossier-facts.ts';
import type { Criterion, Instrument } from '../instrument.ts';
import type { Asker } from '../permissions.ts';
import type { Rating } from '../scoring.ts';
import { voiceNames } from '../stages.ts';
import { type Summary, type Voice, voices } from './summary.ts';

/** With whose eyes a summary is read: figures hold nothing that this side may not read of the review itself. */
export type Eyes = Side;

const askers: Record<Eyes, Asker> = {
  contributor: { role: 'permanent_mission' },
  secretariat: { role: 'evaluator' },
  mission: { role: 'verifier' },
};

const ratings: Record<string, Rating> = { S: 'S', N: 'NI', U: 'U', A: 'NA' };

const latestFirst = voices.toReversed();

const answers = (criterion: Criterion, voice: Voice): boolean =>
  criterion.stages.some((stage) => voiceNames[stage] === voice);

/** What a voice said of the criterion at this place of the instrument, where these eyes may read it. */
export const ratingBy = (
  { ratings: said, readable }: Summary,
  eyes: Eyes,
  voice: Voice,
  place: number,
): Rating | undefined =>
  readable[eyes].includes(voice) ? ratings[said[voice]?.[place] ?? '-'] : undefined;

/** The rating that counts: of the latest voice that may be read, has spoken and answers the criterion. */
const countingRating = (
  summary: Summary,
  eyes: Eyes,
  criterion: Criterion,
  place: number,
): Rating | undefined => {
  const { ratings: said, readable } = summary;
  const voice = latestFirst.find(
    (one) => said[one] !== undefined && readable[eyes].includes(one) && answers(criterion, one),
  );
  return voice && (ratingBy(summary, eyes, voice, place) ?? 'NA');
};

/** How many critical criteria nobody has found satisfactory yet. */
export const openCritical = (summary: Summary, eyes: Eyes, { criteria }: Instrument): number =>
  criteria.filter(
    (criterion, place) =>
      criterion.critical && countingRating(summary, eyes, criterion, place) !== 'S',
  ).length;

/** The percentage of a marked criterion by the latest voice that may be read and gave one. */
export const shareOf = (
  { values, readable }: Summary,
  eyes: Eyes,
  criterion: string,
): number | undefined => {
  const said = values[criterion];
  const voice = latestFirst.find(
    (one) => readable[eyes].includes(one) && said?.[one] !== undefined,
  );
  return voice && said?.[voice];
};

/** The restrictions that these eyes may know of. */
export const caveatsFor = (summary: Summary, eyes: Eyes): Summary['caveats'] =>
  summary.caveats.filter((caveat) => maySeeCaveat(askers[eyes], caveat, summary.released));

/** The kinds of what limits the verdict beside the criteria, as far as these eyes may know. */
export const limitKindsFor = ({ verdict, released }: Summary, eyes: Eyes): string[] =>
  shownLimits(
    askers[eyes],
    (verdict?.limits ?? []).map((limit) => ({ ...limit, detail: '' })),
    released,
  ).map(({ kind }) => kind);
