import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { type Caveat, standingOf } from '../../domain/dossier/caveats.ts';
import { type Dossier, dossierOf } from '../../domain/dossier/dossier.ts';
import type { Entry } from '../../domain/dossier/entry.ts';
import { type Finding, isOverdue, statusOf } from '../../domain/dossier/findings.ts';
import { visibleDossier } from '../../domain/dossier/sight.ts';
import type { Event } from '../../domain/events.ts';
import { CaveatDecision, CaveatKind, dossierFacts } from '../../domain/facts/dossier-facts.ts';
import type { Asker } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { Instant } from '../../domain/text.ts';
import { byView, entryFields } from './entry-view.ts';

export const CaveatView = z
  .object({
    ...entryFields,
    kind: z.union([CaveatKind, z.literal('none')]),
    description: z.string().optional(),
    beforeMou: z.boolean().optional(),
    undeclared: z.boolean(),
    standing: z.enum(['stated', 'undecided', ...CaveatDecision.options, 'lifted']),
    decisions: z.array(
      z.object({
        decision: CaveatDecision,
        reason: z.string(),
        at: Instant,
        by: entryFields.by,
      }),
    ),
    liftedBy: z.string().optional(),
  })
  .meta({ id: 'Caveat' });

const caveatView = (caveat: Caveat, asker: Asker): z.output<typeof CaveatView> => ({
  ...caveat,
  ...byView(caveat.by, asker),
  standing: standingOf(caveat),
  decisions: caveat.decisions.map(({ by, ...decision }) => ({ ...decision, ...byView(by, asker) })),
});

export const CertificateView = z
  .object({ ...entryFields, ...dossierFacts['certificate-issued'].shape })
  .meta({ id: 'Certificate' });

export const VettingView = z
  .object({ ...entryFields, ...dossierFacts['vetting-recorded'].shape })
  .meta({ id: 'Vetting' });

export const CommentView = z
  .object({ ...entryFields, ...dossierFacts['comment-added'].shape })
  .meta({ id: 'Comment' });

const { finding: _, ...updateFacts } = dossierFacts['finding-updated'].shape;

export const FindingView = z
  .object({
    ...entryFields,
    ...dossierFacts['finding-opened'].shape,
    status: z.enum(['open', ...updateFacts.status.options]),
    overdue: z.boolean(),
    updates: z.array(z.object({ ...updateFacts, at: Instant, by: entryFields.by })),
  })
  .meta({ id: 'Finding' });

const findingView = (
  finding: Finding,
  asker: Asker,
  today: string,
): z.output<typeof FindingView> => ({
  ...finding,
  ...byView(finding.by, asker),
  status: statusOf(finding),
  overdue: isOverdue(finding, today),
  updates: finding.updates.map(({ by, ...update }) => ({ ...update, ...byView(by, asker) })),
});

export const DossierView = z
  .object({
    caveats: z.array(CaveatView),
    certificates: z.array(CertificateView),
    vetting: z.array(VettingView),
    comments: z.array(CommentView),
    findings: z.array(FindingView),
  })
  .meta({ id: 'Dossier' });

/** What stands beside the answers, as far as this person may see it. */
export const dossierView = (
  dossier: Dossier,
  asker: Asker,
  { released = [] }: Pick<Head, 'released'>,
): z.output<typeof DossierView> => {
  const { caveats, certificates, vetting, comments, findings } = visibleDossier(
    asker,
    dossier,
    released,
  );
  const plain = <T extends Entry>(entry: T) => ({ ...entry, ...byView(entry.by, asker) });
  const today = dayOf(timestamp());
  return {
    caveats: caveats.map((caveat) => caveatView(caveat, asker)),
    certificates: certificates.map(plain),
    vetting: vetting.map(plain),
    comments: comments.map(plain),
    findings: findings.map((finding) => findingView(finding, asker, today)),
  };
};

/** The whole record of a review, oldest event first. */
export const allEvents = (review: string): Promise<Event[]> => Array.fromAsync(eventsOf(review));

/** The dossier of a review, folded from its record. */
export const readDossier = async (review: string): Promise<Dossier> =>
  dossierOf(await allEvents(review));
