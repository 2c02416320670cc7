import * as z from 'zod';
import { putAnswers } from '../../adapters/answers.ts';
import { timestamp } from '../../adapters/clock.ts';
import { putDraft } from '../../adapters/drafts.ts';
import { eventsOf } from '../../adapters/reviews.ts';
import { LostCondition } from '../../adapters/table.ts';
import { Answers } from '../../domain/answers.ts';
import { requireAnswers, requireOpen, submitStage, waitAfter } from '../../domain/commands.ts';
import { ReturnedCriterion } from '../../domain/facts/stage-facts.ts';
import { Criterion } from '../../domain/instrument.ts';
import { isOwnSide } from '../../domain/permissions.ts';
import { scoreStage } from '../../domain/scoring.ts';
import { Stage } from '../../domain/stages.ts';
import { Instant } from '../../domain/text.ts';
import { change, permit, visibleReview } from '../http/command.ts';
import { formTag, requireMatch } from '../http/etag.ts';
import { changedSince, readForm, shownAnswers } from '../http/form.ts';
import { openedReview } from '../http/opened.ts';
import { HttpRefusal } from '../http/problem.ts';
import { Receipt, receiptOf } from '../http/receipt.ts';
import { route } from '../http/route.ts';
import {
  changedIn,
  completed,
  refusalOf,
  requireOtherHands,
  requireSubmittable,
  Submission,
} from '../http/submission.ts';
import { instrumentOf } from '../machine-step.ts';

const params = z.object({ id: z.string(), stage: Stage });

const FormView = z
  .object({
    stage: Stage,
    round: z.int(),
    open: z.boolean(),
    dueAt: Instant.optional(),
    criteria: z.array(Criterion),
    answers: Answers,
    returned: z.array(ReturnedCriterion),
    /** In a later round: the criteria whose answer changed when it was submitted again. */
    changed: z.array(z.string()).optional(),
  })
  .meta({ id: 'Form' });

export const readFormRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/stages/{stage}',
  summary: 'Read the form of a stage: criteria, answers so far, what was returned and why',
  action: 'read-form',
  params,
  status: 200,
  response: FormView,
  handle: async ({ person, params: { id, stage } }) => {
    const head = await openedReview(person, id);
    permit(person, 'read-form', head, stage);
    const form = await readForm(head, instrumentOf(head), stage);
    const { round, open, criteria, returned } = form;
    const changed = await changedSince(head, stage);
    const dueAt = open ? head.dueAt : undefined;
    const answers = isOwnSide(person, stage) ? shownAnswers(form) : form.submitted;
    const body = { stage, round, open, dueAt, criteria, answers, returned, changed };
    return { body, etag: form.tag };
  },
});

const Draft = z.strictObject({ answers: Answers });

export const saveDraftRoute = route({
  method: 'put',
  path: '/v1/reviews/{id}/stages/{stage}/answers',
  summary: 'Save a draft of the answers; it may be partial',
  action: 'save-draft',
  wants: ['if-match'],
  params,
  body: Draft,
  status: 200,
  response: z.object({ stage: Stage, round: z.int(), revision: z.int() }),
  handle: async ({ person, params: { id, stage }, body: { answers }, headers }) => {
    const head = await visibleReview(person, id);
    permit(person, 'save-draft', head, stage);
    const form = await readForm(head, instrumentOf(head), stage);
    requireMatch(headers, form.tag);
    requireOpen(head, stage);
    requireAnswers(instrumentOf(head), stage, form.asked, answers, false);
    try {
      const revision = await putDraft(head, form.draft?.revision ?? 0, answers);
      const { round } = head;
      return { body: { stage, round, revision }, etag: formTag(stage, round, revision) };
    } catch (error) {
      if (error instanceof LostCondition) throw new HttpRefusal('stale_version');
      throw error;
    }
  },
});

export const checkRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/stages/{stage}/check',
  summary: 'Hear exactly what a submission would be refused for, and the indicative score',
  action: 'save-draft',
  params,
  body: Submission.partial({ declaration: true }),
  status: 200,
  response: z.object({
    problems: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
    indicativeScore: z.number(),
  }),
  handle: async ({ person, params: { id, stage }, body }) => {
    const { answers, declaration } = body;
    const head = await visibleReview(person, id);
    permit(person, 'save-draft', head, stage);
    const instrument = instrumentOf(head);
    const form = await readForm(head, instrument, stage);
    const problems = refusalOf(() => requireSubmittable(head, instrument, form, body));
    const unsigned = {
      pointer: '/declaration',
      code: 'missing',
      detail: 'Declare that the answers are correct.',
    };
    const { score } = scoreStage(instrument, stage, completed(form, answers));
    return {
      body: { problems: declaration ? problems : [...problems, unsigned], indicativeScore: score },
    };
  },
});

export const submitRoute = route({
  method: 'post',
  path: '/v1/reviews/{id}/stages/{stage}/submission',
  summary: 'Submit and sign a stage',
  action: 'submit',
  wants: ['idempotency-key', 'if-match'],
  params,
  body: Submission,
  status: 201,
  response: Receipt,
  handle: async (asked) => {
    const { id, stage } = asked.params;
    const { answers, recommendation, notes } = asked.body;
    return change(asked, id, {
      action: 'submit',
      stage,
      tags: async (head) => [(await readForm(head, instrumentOf(head), stage)).tag],
      decide: async (head, instrument, by) => {
        const form = await readForm(head, instrument, stage);
        requireSubmittable(head, instrument, form, asked.body);
        requireOtherHands(await Array.fromAsync(eventsOf(id)), stage, by);
        const name = await putAnswers(head, completed(form, answers));
        const changed = changedIn(form, answers);
        const wait = waitAfter(instrument, stage, timestamp());
        return submitStage(head, name, { recommendation, notes, changed, ...wait }, by);
      },
      answer: (after, at) => ({ status: 201, body: receiptOf(after, at) }),
    });
  },
});
