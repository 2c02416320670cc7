import * as z from 'zod';
import { Verdict } from '../../domain/verdict.ts';
import type { Review } from './closed-reviews.ts';

/** What the host answers to the preview of a recomputation, as far as it is told here. */
export const Preview = z.object({
  from: z.int(),
  to: z.int(),
  before: Verdict,
  after: Verdict,
  differences: z.array(z.object({ stage: z.string(), criterion: z.string() })),
  digest: z.string(),
});
export type Preview = z.output<typeof Preview>;

/** What became of one review: the difference, and whether it took effect; or why it was refused. */
export type Recomputed = { readonly review: Review } & (
  | { readonly preview: Preview; readonly approved: boolean }
  | { readonly refused: string }
);

const said = ({ rating, score, scoreWithoutCap }: Verdict): string =>
  `${rating.replaceAll('_', ' ')} ${score}${score < scoreWithoutCap ? ` (${scoreWithoutCap} without the cap)` : ''}`;

const changed = ({ before, after }: Preview): boolean => said(before) !== said(after);

/** Whether a review is as the wanted version has it: nothing to tell, and nothing to approve. */
export const isAsWanted = (recomputed: Recomputed): boolean =>
  'preview' in recomputed &&
  recomputed.preview.from === recomputed.preview.to &&
  recomputed.preview.differences.length === 0 &&
  !changed(recomputed.preview);

/** One review in one line: the verdict before and after, and how many criteria count otherwise. */
export const recomputedLine = (recomputed: Recomputed): string => {
  const { id, contributor, mission, unit } = recomputed.review;
  const about = `${id}  ${contributor} ${mission} ${unit.name}`;
  if ('refused' in recomputed) return `${about}: refused: ${recomputed.refused}`;
  const { preview, approved } = recomputed;
  const { from, to, before, after, differences } = preview;
  const outcome = changed(preview) ? `${said(before)} -> ${said(after)}` : `stays ${said(before)}`;
  const counts = `${differences.length} ratings or weights differ`;
  return `${about}: version ${from} -> ${to}: ${outcome}; ${counts}${approved ? '; approved' : ''}`;
};

/** How many reviews were looked at, and what became of them. */
export const recomputedTotals = (all: readonly Recomputed[]) => {
  const previewed = all.flatMap((one) => ('preview' in one ? [one] : []));
  const rated = previewed.filter(
    ({ preview: { before, after } }) => before.rating !== after.rating,
  );
  return {
    reviews: all.length,
    asWanted: all.filter(isAsWanted).length,
    scoreChanges: previewed.filter(({ preview }) => changed(preview)).length,
    ratingChanges: rated.length,
    approved: previewed.filter(({ approved }) => approved).length,
    refused: all.length - previewed.length,
  };
};
