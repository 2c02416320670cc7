import * as z from 'zod';
import type { KeptAnswer } from '../../adapters/idempotency.ts';
import type { Evidence } from '../../domain/dossier/evidence.ts';
import { dossierFacts } from '../../domain/facts/dossier-facts.ts';
import type { Asker } from '../../domain/permissions.ts';
import { byView, entryFields } from './entry-view.ts';
import type { EvidenceAtHand } from './evidence-at-hand.ts';

/** Evidence on the wire: what the file is, whose it is, and what the virus scan said of it. */
export const EvidenceView = dossierFacts['evidence-added']
  .omit({ evidence: true })
  .extend({
    ...entryFields,
    /** The review to which it was added: this one, or one that this one follows from. */
    review: z.string(),
  })
  .meta({ id: 'Evidence' });

/** Evidence as this person may see it: who added it by person to the own side, by role to the others. */
export const evidenceView = (
  { by, ...shown }: EvidenceAtHand,
  asker: Asker,
): z.output<typeof EvidenceView> => ({ ...shown, ...byView(by, asker) });

/** The answer to the request that made a file evidence of this review. */
export const completed = (
  evidence: Evidence | undefined,
  review: string,
  asker: Asker,
): KeptAnswer => ({
  status: 201,
  body: evidence && evidenceView({ ...evidence, review }, asker),
});
