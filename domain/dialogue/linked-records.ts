import * as z from 'zod';
import { CommitmentView, ThreatView } from './assessment-views.ts';
import { BriefingView } from './briefing-view.ts';
import { ConsultationView } from './consultation-view.ts';
import { ExpectationView } from './expectation-view.ts';
import type { Dialogue } from './records.ts';
import type { ShownDialogue } from './shown-dialogue.ts';
import { threatsOf } from './superseded-threats.ts';

const reference = { id: true, date: true } as const;

/** The place of the dialogue in the ledger of a review: short references to what is linked to it. */
export const LinkedRecords = z.object({
  expectations: z.array(
    ExpectationView.pick({ ...reference, version: true, statement: true, status: true }),
  ),
  threats: z.array(ThreatView.pick({ ...reference, title: true, symbol: true, superseded: true })),
  briefings: z.array(BriefingView.pick({ ...reference, briefer: true })),
  consultations: z.array(ConsultationView.pick({ ...reference, format: true })),
  commitments: z.array(CommitmentView.pick({ ...reference, statement: true, validUntil: true })),
});
type LinkedRecords = z.output<typeof LinkedRecords>;

interface Reviewed {
  readonly id: string;
  readonly contributor: string;
}

/**
 * The records that name this review, and what its contributor committed itself to in the mission.
 * `superseded` is as the review stands: a newer assessment that names it too replaces the older one.
 */
export const linkedRecords = (
  { threats }: Dialogue,
  shown: ShownDialogue,
  { id: review, contributor }: Reviewed,
): LinkedRecords => {
  const linked = <R extends { readonly reviews?: readonly string[] | undefined }>(all: R[]): R[] =>
    all.filter(({ reviews }) => reviews?.includes(review));
  const restedOn = new Set(threatsOf(threats, review).map(({ threat }) => threat.id));
  return {
    expectations: linked(shown.expectations).map(({ id, date, version, statement, status }) => ({
      id,
      date,
      version,
      statement,
      status,
    })),
    threats: shown.threats
      .filter(({ id }) => restedOn.has(id))
      .map(({ id, date, title, symbol, superseded }) => ({ id, date, title, symbol, superseded })),
    briefings: linked(shown.briefings).map(({ id, date, briefer }) => ({ id, date, briefer })),
    consultations: linked(shown.consultations).map(({ id, date, format }) => ({
      id,
      date,
      format,
    })),
    commitments: shown.commitments
      .filter((commitment) => commitment.contributor === contributor)
      .map(({ id, date, statement, validUntil }) => ({
        id,
        date,
        statement,
        ...(validUntil && { validUntil }),
      })),
  };
};
