import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { certifiedOn, issueCertificate, rotationOf } from '../../domain/dossier/certificates.ts';
import { requireKept } from '../../domain/dossier/dossier.ts';
import { requireOwnEvidence } from '../../domain/dossier/own-evidence.ts';
import { recordVetting, vettedOf } from '../../domain/dossier/vetting.ts';
import { dossierFacts } from '../../domain/facts/dossier-facts.ts';
import { CertificateKind } from '../../domain/instrument.ts';
import { change, visibleReview } from '../http/command.ts';
import { CertificateView, dossierView, readDossier, VettingView } from '../http/dossier-view.ts';
import { answerEntry, entering } from '../http/entry-view.ts';
import { reviewTag } from '../http/etag.ts';
import { evidenceAtHand } from '../http/evidence-at-hand.ts';
import { permit } from '../http/permission.ts';
import { route } from '../http/route.ts';
import { instrumentOf } from '../machine-step.ts';
import { dossierBehind } from '../verdict-grounds.ts';

export const certifyRoute = route({
  ...entering,
  path: '/v1/reviews/{id}/certificates',
  summary: 'Certify a unit for one rotation: an act of the State, apart from the self-assessment',
  action: 'certify',
  body: dossierFacts['certificate-issued'].extend({
    statement: z.literal(true, 'must be true: the State certifies this'),
  }),
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'certify',
      match: 'none',
      decide: async (head, _, by) => {
        requireKept(head);
        const evidence = await evidenceAtHand(head);
        requireOwnEvidence(evidence, 'contributor', asked.body.evidence);
        return issueCertificate(asked.body, timestamp(), by);
      },
      answer: answerEntry('certificate'),
    }),
});

export const recordVettingRoute = route({
  ...entering,
  path: '/v1/reviews/{id}/vetting',
  summary: 'Record that a unit was vetted: cleared or not cleared, and never who or why',
  action: 'record-vetting',
  body: dossierFacts['vetting-recorded'],
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'record-vetting',
      match: 'none',
      decide: (head, instrument, by) => {
        requireKept(head);
        return recordVetting(instrument, asked.body, timestamp(), by);
      },
      answer: answerEntry('vetting'),
    }),
});

const Certification = z
  .object({
    /** The rotation that the unit is in, by its latest certificate. */
    rotation: z.string().optional(),
    required: z.array(
      z.object({
        kind: CertificateKind,
        required: z.boolean(),
        status: z.enum(['valid', 'expired', 'missing']),
        certificate: z.string().optional(),
        validUntil: z.string().optional(),
      }),
    ),
    items: z.array(CertificateView),
    /** The vetting that the instrument wants, and how it stands. */
    vetting: z
      .object({
        when: dossierFacts['vetting-recorded'].shape.when,
        status: z.enum(['cleared', 'not_cleared', 'missing']),
        vetting: z.string().optional(),
      })
      .optional(),
    vettings: z.array(VettingView),
  })
  .meta({ id: 'Certification' });

export const listCertificatesRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/certificates',
  summary: 'Read what has to be certified and vetted, what is, and what is missing or has expired',
  action: 'read-ledger',
  params: z.object({ id: z.string() }),
  status: 200,
  response: Certification,
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-ledger', head);
    const instrument = instrumentOf(head);
    const shown = dossierView(await readDossier(id), person, head);
    const dossier = await dossierBehind(head);
    const body = {
      rotation: rotationOf(dossier.certificates),
      required: certifiedOn(dayOf(timestamp()), instrument, dossier.certificates),
      items: shown.certificates,
      vetting: vettedOf(instrument, dossier.vetting),
      vettings: shown.vetting,
    };
    return { body, etag: reviewTag(head.version) };
  },
});
