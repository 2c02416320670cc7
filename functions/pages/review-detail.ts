import * as z from 'zod';
import type { Instrument } from '../../domain/instrument.ts';
import { InstrumentRef } from '../../domain/review.ts';
import type { Beside } from '../../web/beside-the-answers.ts';
import type { ReviewDetail } from '../../web/review-page.ts';
import { isOfContributor } from './review-document.ts';
import type { Asked } from './show-page.ts';

const Signed = z.object({
  type: z.literal('verification-signed'),
  facts: z.object({
    disagreements: z.array(z.object({ criterion: z.string(), reason: z.string() })).default([]),
  }),
});

/** Where the contingent commander saw it otherwise, when they signed last. */
const disagreementsIn = (events: ReviewDetail['events']): Beside['disagreements'] =>
  events?.items.flatMap((event) => Signed.safeParse(event).data ?? []).at(-1)?.facts
    .disagreements ?? [];

/** All that the page of one review shows, read as the person of the session; undefined where it is not theirs to see. */
export const reviewDetail = async (
  { read }: Asked,
  id: string,
): Promise<ReviewDetail | undefined> => {
  const review = (await read(`/v1/reviews/${id}`)) as ReviewDetail['review'] | undefined;
  if (!review) return undefined;
  const ledger = (await read(`/v1/reviews/${id}/ledger`)) as
    | (ReviewDetail['ledger'] & { dossier?: Pick<Beside, 'caveats'> })
    | undefined;
  const events = (await read(`/v1/reviews/${id}/events?limit=100`)) as ReviewDetail['events'];
  const plan = (await read(`/v1/reviews/${id}/plan`)) as Pick<Beside, 'findings'> | undefined;
  const { instrument } = z.object({ instrument: InstrumentRef }).parse(review);
  const path = `/v1/instruments/${instrument.id}/${instrument.version}`;
  const { criteria } = (await read(path)) as Instrument;
  return {
    review,
    texts: Object.fromEntries(criteria.map((criterion) => [criterion.id, criterion.text])),
    printable: await isOfContributor(read),
    ...(ledger && { ledger }),
    ...(events && { events }),
    ...(ledger?.dossier && {
      beside: {
        caveats: ledger.dossier.caveats,
        findings: plan?.findings ?? [],
        disagreements: disagreementsIn(events),
      },
    }),
  };
};
