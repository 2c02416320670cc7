import * as z from 'zod';
import { fileKey, files } from '../../adapters/files.ts';
import { log } from '../../adapters/log.ts';
import { EvidenceType } from '../../domain/dossier/evidence-types.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Instant } from '../../domain/text.ts';
import { findEvidence, visibleEvidence } from '../http/evidence-at-hand.ts';
import { EvidenceView, evidenceView } from '../http/evidence-view.ts';
import { openedReview } from '../http/opened.ts';
import { permit } from '../http/permission.ts';
import { problems } from '../http/problem.ts';
import { route } from '../http/route.ts';

export const listEvidenceRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/evidence',
  summary: 'List the evidence of a review: your own side, and what was released to it',
  action: 'read-evidence',
  params: z.object({ id: z.string() }),
  status: 200,
  response: z.object({ items: z.array(EvidenceView) }),
  handle: async ({ person, params: { id } }) => {
    const head = await openedReview(person, id);
    permit(person, 'read-evidence', head);
    const seen = await visibleEvidence(person, head);
    return { body: { items: seen.map((evidence) => evidenceView(evidence, person)) } };
  },
});

export const readEvidenceRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/evidence/{evidence}',
  summary:
    'Read one piece of evidence, with a link by which the file is fetched within five minutes',
  action: 'read-evidence',
  params: z.object({ id: z.string(), evidence: z.string() }),
  status: 200,
  response: EvidenceView.extend({ download: z.object({ url: z.string(), expiresAt: Instant }) }),
  handle: async ({ person, params: { id, evidence } }) => {
    const head = await openedReview(person, id);
    permit(person, 'read-evidence', head);
    const found = await findEvidence(person, head, evidence);
    if (!found) throw new Refusal('not_found', problems.not_found[2]);
    const { review, name } = found;
    const type = EvidenceType.parse(found.type);
    const download = await (await files()).downloadLink(fileKey(review, evidence), { name, type });
    const { id: reader, actsFor } = person;
    log('info', 'evidence read', { review: id, evidence, person: reader, for: actsFor?.id });
    return { body: { ...evidenceView(found, person), download } };
  },
});
