import * as z from 'zod';
import { putAnswers } from '../../adapters/answers.ts';
import { timestamp } from '../../adapters/clock.ts';
import { putDraft } from '../../adapters/drafts.ts';
import { LostCondition } from '../../adapters/table.ts';
import { Answers } from '../../domain/answers.ts';
import { savedAnswers } from '../../domain/carried.ts';
import {
  requireAnswers,
  requireOpen,
  submitStage,
  waitAfter,
} from '../../domain/commands/submissions.ts';
import { ReturnedCriterion } from '../../domain/facts/stage-facts.ts';
import { Criterion } from '../../domain/instrument.ts';
import { type Asker, isOwnSide, readingSideOf } from '../../domain/permissions.ts';
import { Preparation, ReadySections, saved } from '../../domain/preparation.ts';
import { Stage } from '../../domain/stages.ts';
import { Day, Instant } from '../../domain/text.ts';
import { criterionIn } from '../../domain/words.ts';
import { calendarOf } from '../calendars-at-hand.ts';
import { change, personUnchanged, visibleReview } from '../http/command.ts';
import { requireMatch } from '../http/etag.ts';
import { evidenceAtHand } from '../http/evidence-at-hand.ts';
import {
  changedSince,
  draftIn,
  type Form,
  notesOn,
  readForm,
  SavedDraft,
  savedDraft,
  shownAnswers,
} from '../http/form.ts';
import {
  LanguageQuery,
  languageFor,
  Translation,
  translationIn,
  wordsIn,
} from '../http/language.ts';
import { openedReview } from '../http/opened.ts';
import { permit } from '../http/permission.ts';
import { HttpRefusal } from '../http/problem.ts';
import { Receipt, receiptOf } from '../http/receipt.ts';
import { dueIn } from '../http/review-view.ts';
import { route } from '../http/route.ts';
import { sightOf } from '../http/sight.ts';
import { changedIn, completed, requireSubmittable, Submission } from '../http/submission.ts';
import { instrumentOf } from '../machine-step.ts';

const params = z.object({ id: z.string(), stage: Stage });

const FormView = z
  .object({
    stage: Stage,
    round: z.int(),
    open: z.boolean(),
    dueAt: Instant.optional(),
    dueOn: Day.optional(),
    timeZone: z.string().optional(),
    criteria: z.array(Criterion),
    answers: Answers,
    /** For those who answer it, while it is open: the criteria that may be answered in this round. */
    asked: z.array(z.string()).optional(),
    returned: z.array(ReturnedCriterion),
    /** In a later round: the criteria whose answer changed when it was submitted again. */
    changed: z.array(z.string()).optional(),
    /** What was noted when the stage was signed, for those who may read notes. */
    notes: z.string().optional(),
    /** While the self-assessment is open, and for the contributor only: how far its draft is. */
    preparation: Preparation.optional(),
    /** What language the criteria are in, where no native reader has read the words. */
    translation: Translation.optional(),
  })
  .meta({ id: 'Form' });

/** How far a draft is: for nobody but the people of the contributor, while it is a draft. */
const preparationFor = (person: Asker, form: Form): Preparation | undefined => {
  if (form.stage !== 'self-assessment' || !form.open || !isOwnSide(person, form.stage))
    return undefined;
  const { ready, remarks } = draftIn(form);
  return { ready, remarks };
};

export const readFormRoute = route({
  method: 'get',
  path: '/v1/reviews/{id}/stages/{stage}',
  summary:
    'Read the form of a stage, in the language asked for: criteria, answers so far, what was returned and why',
  action: 'read-form',
  params,
  query: LanguageQuery,
  status: 200,
  response: FormView,
  handle: async ({ person, params: { id, stage }, query, headers }) => {
    const head = await openedReview(person, id);
    permit(person, 'read-form', head, stage);
    const form = await readForm(head, instrumentOf(head), stage);
    const { round, open } = form;
    const language = languageFor(query, headers);
    const criteria = form.criteria.map((each) => criterionIn(wordsIn(language), each));
    // What was wanted of the State stays between it and the Secretariat.
    const returned = readingSideOf(person) === 'mission' ? [] : form.returned;
    const changed = await changedSince(head, stage);
    const due = open ? dueIn(head, await calendarOf(head)) : undefined;
    const answers = isOwnSide(person, stage) ? shownAnswers(form) : form.submitted;
    const preparation = preparationFor(person, form);
    const asked = open && isOwnSide(person, stage) ? form.asked.map((each) => each.id) : undefined;
    const translation = translationIn(language);
    const notes = sightOf(person, head).notes.includes(stage)
      ? await notesOn(head, stage)
      : undefined;
    const shown = { asked, returned, changed, notes, preparation, translation };
    const body = { stage, round, open, ...due, criteria, answers, ...shown };
    return { body, etag: form.tag, language };
  },
});

const Draft = z.strictObject({
  answers: Answers,
  /** For the self-assessment: the sections that are ready. Left out, it stays as it was. */
  ready: ReadySections.optional(),
});
type Draft = z.output<typeof Draft>;

/** The draft after a save. Only a contributor prepares section by section. */
const draftAfter = (form: Form, { answers, ready }: Draft) => {
  if (ready && form.stage !== 'self-assessment')
    throw new HttpRefusal('invalid_request', [
      {
        pointer: '/ready',
        code: 'unknown_field',
        detail: 'Only a self-assessment is prepared section by section: leave it out.',
      },
    ]);
  const seen = draftIn(form);
  return {
    answers: savedAnswers(shownAnswers(form), answers),
    revision: seen.revision + 1,
    ...saved(seen, form.asked, ready),
  };
};

export const saveDraftRoute = route({
  method: 'put',
  path: '/v1/reviews/{id}/stages/{stage}/answers',
  summary: 'Save a draft of the answers; it may be partial',
  action: 'save-draft',
  wants: ['if-match'],
  params,
  body: Draft,
  status: 200,
  response: SavedDraft,
  handle: async ({ person, params: { id, stage }, body, headers }) => {
    const head = await visibleReview(person, id);
    permit(person, 'save-draft', head, stage);
    const form = await readForm(head, instrumentOf(head), stage);
    requireMatch(headers, form.tag);
    requireOpen(head, stage);
    requireAnswers(instrumentOf(head), stage, form.asked, body.answers, false);
    const draft = draftAfter(form, body);
    try {
      await putDraft(head, draft, personUnchanged(person));
      return savedDraft(head, draft);
    } catch (error) {
      if (error instanceof LostCondition) throw new HttpRefusal('stale_version');
      throw error;
    }
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
      decide: async (head, instrument, by, calendar) => {
        const form = await readForm(head, instrument, stage);
        const evidence = await evidenceAtHand(head);
        requireSubmittable(head, instrument, form, asked.body, evidence);
        const name = await putAnswers(head, completed(form, answers));
        const changed = changedIn(form, answers);
        const wait = waitAfter(instrument, stage, timestamp(), calendar);
        return submitStage(head, name, { recommendation, notes, changed, ...wait }, by);
      },
      answer: (after, at) => ({ status: 201, body: receiptOf(after, at) }),
    });
  },
});
