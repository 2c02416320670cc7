import * as z from 'zod';
import type { KeptAnswer } from '../../adapters/idempotency.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { dossierFacts } from '../../domain/facts/dossier-facts.ts';
import { Instant } from '../../domain/text.ts';
import type { EvidenceAtHand } from './evidence-at-hand.ts';

/** Evidence on the wire: what the file is, whose it is, and what the virus scan said of it. */
export const EvidenceView = dossierFacts['evidence-added']
  .omit({ evidence: true })
  .extend({
    id: z.string(),
    /** The review to which it was added: this one, or one that this one follows from. */
    review: z.string(),
    at: Instant,
    by: z.object({ role: z.string() }).optional(),
  })
  .meta({ id: 'Evidence' });

/** Evidence as anybody who may read it sees it: who added it, by role. */
export const evidenceView = ({ by, ...shown }: EvidenceAtHand): z.output<typeof EvidenceView> => ({
  ...shown,
  ...(by && { by: { role: by.role } }),
});

/** The answer to the request that made a file evidence of this review. */
export const completed = (evidence: Evidence | undefined, review: string): KeptAnswer => ({
  status: 201,
  body: evidence && evidenceView({ ...evidence, review }),
});
