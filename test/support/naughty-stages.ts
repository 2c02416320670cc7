import { type Cast, command, opened } from './cast.ts';
import { answersTo, openForm, type SignedIn, until } from './client.ts';
import type { Form } from './typing.ts';

const perReview = (rest: string, ...pointers: string[]) =>
  pointers.map((pointer) => `post /v1/reviews/{id}/${rest} ${pointer}`);
const submission = 'stages/{stage}/submission';

/** A form of a stage with a comment beside each answer, and notes. */
const answersForm = async (
  person: SignedIn,
  review: string,
  stage: string,
  notes: readonly string[] = [],
): Promise<Form> => {
  const form = await openForm(person, review, stage);
  const answers = answersTo(form.body.criteria);
  return {
    fields: perReview(submission, 'answers/{}/comment', ...notes),
    slots: [
      ...Object.keys(answers).map((id) => [`/answers/${id}/comment`]),
      ...notes.map((name) => [`/${name}`]),
    ],
    body: () => ({
      answers,
      declaration: true,
      ...(stage === 'evaluation' && { recommendation: 'ready' }),
    }),
    send: (sent) =>
      person.post(`/v1/reviews/${review}/stages/${stage}/submission`, sent, {
        'if-match': form.etag,
      }),
  };
};

const draftForm = async ({ state }: Cast, review: string): Promise<Form> => {
  const form = await openForm(state, review, 'self-assessment');
  const path = `/v1/reviews/${review}/stages/self-assessment/answers`;
  return {
    ...(await answersForm(state, review, 'self-assessment')),
    fields: ['put /v1/reviews/{id}/stages/{stage}/answers answers/{}/comment'],
    body: () => ({ answers: answersTo(form.body.criteria) }),
    send: (sent) => state.put(path, sent, form.etag),
  };
};

const remarksForm = async ({ state }: Cast, review: string): Promise<Form> => {
  const { etag } = await state.get(`/v1/reviews/${review}/stages/self-assessment`);
  const sections = [...'ABCDEFGHIJK'];
  const rest = 'stages/self-assessment/remarks';
  return {
    fields: perReview(rest, 'remarks/*/remark'),
    slots: sections.map((_, n) => [`/remarks/${n}/remark`]),
    body: () => ({ remarks: sections.map((section) => ({ section, remark: 'x' })) }),
    send: (sent) => state.post(`/v1/reviews/${review}/${rest}`, sent, { 'if-match': etag }),
  };
};

const returnForm = async ({ desk, state }: Cast, review: string): Promise<Form> => {
  await openForm(desk, review, 'evaluation');
  const path = `/v1/reviews/${review}/stages/self-assessment`;
  const { criteria } = (await state.get(path)).body;
  const ids = criteria.map(({ id }: { id: string }) => id) as string[];
  return {
    fields: perReview('returns', 'criteria/*/reason', 'criteria/*/wanted'),
    slots: ids.map((_, n) => [`/criteria/${n}/reason`, `/criteria/${n}/wanted`]),
    body: () => ({ criteria: ids.map((criterion) => ({ criterion, reason: 'x', wanted: 'x' })) }),
    send: (sent) => command(desk, review, 'returns', sent),
  };
};

const simple = (
  person: SignedIn,
  review: string,
  rest: string,
  pointer: string,
  more = {},
): Form => ({
  fields: perReview(rest, pointer),
  slots: [[`/${pointer}`]],
  body: () => more,
  send: (sent) => command(person, review, rest, sent),
});

const signatureForm = async ({ field, contingent }: Cast, review: string): Promise<Form> => {
  const { criteria } = (await field.get(`/v1/reviews/${review}/stages/verification`)).body;
  const ids = criteria.map(({ id }: { id: string }) => id) as string[];
  const rest = 'stages/verification/signatures';
  return {
    fields: perReview(rest, 'disagreements/*/reason'),
    slots: ids.map((_, n) => [`/disagreements/${n}/reason`]),
    body: () => ({
      agrees: false,
      disagreements: ids.map((criterion) => ({ criterion, reason: 'x' })),
    }),
    send: (sent) => command(contingent, review, rest, sent),
  };
};

const situated = (person: SignedIn, review: string, situation: string) =>
  until(
    () => person.get(`/v1/reviews/${review}`),
    ({ body }) => body.situation === situation,
  );

/**
 * A review from its draft to the signature of its verification, with everything that can be typed on its way:
 * one form after the other, each once what came before it was sent. What takes few texts only where `whole`.
 */
export async function* stageForms(cast: Cast, whole: boolean): AsyncGenerator<Form> {
  const { desk, director, state, field, contingent } = cast;
  const review = await opened(cast);
  yield await draftForm(cast, review);
  yield await remarksForm(cast, review);
  yield await answersForm(state, review, 'self-assessment');
  await situated(state, review, 'evaluation');
  if (whole) {
    yield simple(state, review, 'recalls', 'reason');
    yield await answersForm(state, review, 'self-assessment');
  }
  yield await returnForm(cast, review);
  if (!whole) return;
  yield await answersForm(state, review, 'self-assessment');
  yield await answersForm(desk, review, 'evaluation', ['notes']);
  await situated(director, review, 'decision');
  yield simple(director, review, 'decisions', 'reasons', { decision: 'ready' });
  yield await answersForm(field, review, 'verification');
  await situated(contingent, review, 'signature');
  yield await signatureForm(cast, review);
}
