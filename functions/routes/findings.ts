import * as z from 'zod';
import { timestamp } from '../../adapters/clock.ts';
import { dayOf } from '../../domain/calendar-day.ts';
import { dossierOf } from '../../domain/dossier/dossier.ts';
import {
  findingsOf,
  openFinding,
  requireVerdict,
  updateFinding,
} from '../../domain/dossier/findings.ts';
import { requireOwnEvidence } from '../../domain/dossier/own-evidence.ts';
import { uncoveredBy } from '../../domain/dossier/plan.ts';
import { dossierFacts } from '../../domain/facts/dossier-facts.ts';
import { sideOf } from '../../domain/permissions.ts';
import { Basis, ReviewState } from '../../domain/review.ts';
import type { Traces } from '../../domain/verdict.ts';
import { change, visibleReview } from '../http/command.ts';
import { allEvents, dossierView, FindingView } from '../http/dossier-view.ts';
import { answerEntry, entering } from '../http/entry-view.ts';
import { reviewTag } from '../http/etag.ts';
import { evidenceAtHand } from '../http/evidence-at-hand.ts';
import { permit } from '../http/permission.ts';
import { answerReceipt, Receipt } from '../http/receipt.ts';
import { route } from '../http/route.ts';
import { sightOf } from '../http/sight.ts';
import { successorsOf } from '../http/successors.ts';
import { instrumentOf } from '../machine-step.ts';
import { tracesOf } from '../verdict-grounds.ts';

export const openFindingRoute = route({
  ...entering,
  path: '/v1/reviews/{id}/findings',
  summary: 'Open a finding after the verdict: what is to be done, by whose side, by which day',
  action: 'open-finding',
  body: dossierFacts['finding-opened'],
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'open-finding',
      match: 'none',
      decide: (head, instrument, by) =>
        openFinding(head, instrument, asked.body, dayOf(timestamp()), by),
      answer: answerEntry('finding'),
    }),
});

const Update = dossierFacts['finding-updated']
  .omit({ finding: true, review: true })
  .extend({ status: z.enum(['in_progress', 'done']) });

export const updateFindingRoute = route({
  ...entering,
  path: '/v1/reviews/{id}/findings/{finding}/updates',
  summary:
    'Say how far your side is with a finding; only a re-verification says that it is put right',
  action: 'update-finding',
  params: z.object({ id: z.string(), finding: z.string() }),
  body: Update,
  response: Receipt,
  handle: (asked) =>
    change(asked, asked.params.id, {
      action: 'update-finding',
      match: 'none',
      decide: async (head, _, by) => {
        requireVerdict(head);
        const events = await allEvents(head.id);
        const { finding } = asked.params;
        const side = sideOf(asked.person.role);
        const event = updateFinding(findingsOf(events), finding, asked.body, side, by);
        if (side) requireOwnEvidence(await evidenceAtHand(head), side, asked.body.evidence);
        return event;
      },
      answer: answerReceipt,
    }),
});

const Plan = z
  .object({
    findings: z.array(FindingView),
    /** What fell short and has no finding yet: what limits the verdict first. */
    uncovered: z.array(
      z.object({
        criterion: z.string(),
        critical: z.boolean(),
        limiting: z.boolean(),
        rating: z.enum(['NI', 'U', 'NA']).optional(),
      }),
    ),
    /** The reviews that rest on this one: re-verifications, and the next cycle. */
    successors: z.array(
      z.object({ ...Basis.shape, criteria: z.array(z.string()).optional(), state: ReviewState }),
    ),
  })
  .meta({ id: 'Plan' });

export const readPlanRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/plan',
  summary: 'Read the improvement plan: findings with owner, day and status, and what has none yet',
  action: 'read-ledger',
  params: z.object({ id: z.string() }),
  status: 200,
  response: Plan,
  handle: async ({ person, params: { id } }) => {
    const head = await visibleReview(person, id);
    permit(person, 'read-ledger', head);
    const instrument = instrumentOf(head);
    const events = await allEvents(id);
    const { findings } = dossierView(dossierOf(events), person, head);
    const readable = sightOf(person, head).voices;
    const traces: Traces = Object.fromEntries(
      Object.entries(await tracesOf(head, instrument)).filter(([stage]) =>
        readable.some((voice) => voice === stage),
      ),
    );
    const { verdict } = head;
    const body = {
      findings,
      uncovered: verdict ? uncoveredBy(findings, instrument, verdict, traces) : [],
      successors: await successorsOf(events),
    };
    return { body, etag: reviewTag(head.version) };
  },
});
