import type { Criterion, Instrument } from '../instrument.ts';
import type { Readiness } from '../readiness.ts';
import type { Rating } from '../scoring.ts';

const satisfactory = ({ measure, bands }: Criterion, instrument: Instrument): string => {
  const { satisfactory: limit } = bands ?? instrument.bands;
  return { PCT: `${limit} per cent or more`, SNU: '"satisfactory"', YN: '"yes"' }[measure];
};

/** The answer that lifts a cap of "not ready" to "conditional"; there is none to yes or no. */
const halfway = ({ measure, bands }: Criterion, instrument: Instrument): string | undefined => {
  const { improvement: limit } = bands ?? instrument.bands;
  return { PCT: `${limit} per cent or more`, SNU: '"needs improvement"', YN: undefined }[measure];
};

/** What a rating of a critical criterion caps the verdict at. */
export const capOfRating: Record<Rating, Readiness | undefined> = {
  S: undefined,
  NI: 'conditional',
  NA: 'conditional',
  U: 'not_ready',
};

/** In one sentence, which answer would lift what a criterion caps, or let it count in full. */
export const liftOf = (
  criterion: Criterion,
  instrument: Instrument,
  cap: Readiness | undefined,
): string => {
  const full = satisfactory(criterion, instrument);
  if (!cap) return `${full} would count in full.`;
  const half = cap === 'not_ready' ? halfway(criterion, instrument) : undefined;
  return half
    ? `${full} would lift this cap; ${half} would lift it to conditional.`
    : `${full} would lift this cap.`;
};
