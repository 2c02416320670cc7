import {
  type Cast,
  certificateOf,
  closedReview,
  command,
  opened,
  upToVerification,
  verified,
} from './cast.ts';
import { openForm, opening, type SignedIn } from './client.ts';
import { add, pdf } from './evidence.ts';
import { dialogueForms, peopleForms } from './naughty-dialogue-forms.ts';
import type { Typing } from './typing.ts';

const at = (review: string, rest: string) => `/v1/reviews/${review}/${rest}`;
const perReview = (rest: string, ...pointers: string[]) =>
  pointers.map((pointer) => `post /v1/reviews/{id}/${rest} ${pointer}`);
const equipment = 'equipment-report';
let count = 0;
const next = () => (count += 1);
const dayAfter = (n: number) =>
  new Date(Date.parse('2027-06-01') + n * 86_400_000).toISOString().slice(0, 10);

/** What is typed while a self-assessment is open: a review for each form, because each wants the version read last. */
const runningForms = (cast: Cast): Typing[] => {
  const { desk } = cast;
  const changing = (rest: string, pointers: string[], body: () => object): Typing => {
    let review: Promise<string> | undefined;
    return {
      fields: perReview(rest, ...pointers.map((pointer) => pointer.slice(1))),
      slots: [pointers],
      body,
      much: 'formulas',
      send: async (sent) => {
        review ??= opened(cast);
        return command(desk, await review, rest, sent);
      },
    };
  };
  let standing: Promise<string> | undefined;
  return [
    changing('corrections', ['/name', '/reason'], () => ({ strength: next() })),
    changing('anchors', ['/reason'], () => ({ arrival: dayAfter(next()) })),
    changing('assignments', ['/team'], () => ({ stage: 'evaluation' })),
    changing('extensions', ['/reason'], () => ({ dueOn: dayAfter(next() + 300) })),
    {
      ...changing('suspension', ['/reason'], () => ({})),
      fields: [...perReview('suspension', 'reason'), ...perReview('resumption', 'reason')],
      much: 'few',
      send: async (sent) => {
        standing ??= opened(cast);
        const suspended = await command(desk, await standing, 'suspension', sent);
        if (suspended.status >= 300) return suspended;
        return command(desk, await standing, 'resumption', sent);
      },
    },
  ];
};

/** What is typed beside the answers, by whoever may. */
const dossierForms = async (cast: Cast, closed: string): Promise<Typing[][]> => {
  const { desk, director, state, field } = cast;
  const [review = '', other = '', third = ''] = await Promise.all(
    [cast, cast, cast].map((one) => opened(one)),
  );
  const adding = (
    person: SignedIn,
    rest: string,
    pointers: string[],
    body: object,
    much: Typing['much'] = 'formulas',
    on = review,
  ): Typing => ({
    fields: perReview(rest, ...pointers.map((pointer) => pointer.slice(1))),
    slots: [pointers],
    body: () => body,
    much,
    send: (sent) => person.post(at(on, rest), sent),
  });
  const finding = { criterion: 'INF-A1', owner: 'contributor', dueOn: '2090-01-01' };
  const updates: Typing = {
    ...adding(state, 'findings', ['/note'], { status: 'in_progress' }),
    fields: ['post /v1/reviews/{id}/findings/{finding}/updates note'],
    send: async (sent) => {
      const { body } = await desk.post(at(closed, 'findings'), { ...finding, action: 'train 1' });
      return state.post(at(closed, `findings/${body.id}/updates`), sent);
    },
  };
  const decisions: Typing = {
    ...adding(desk, 'caveats', ['/reason'], { decision: 'negotiate' }),
    fields: ['post /v1/reviews/{id}/caveats/{caveat}/decisions reason'],
    send: async (sent) => {
      const declared = { kind: 'night', description: 'no patrols 1', beforeMou: true };
      const { body } = await state.post(at(third, 'caveats'), declared);
      return command(director, third, `caveats/${body.id}/decisions`, sent);
    },
  };
  const evidence: Typing = {
    ...adding(state, 'evidence', ['/title'], {}, 'few'),
    fields: perReview('evidence', 'title', 'name'),
    send: (sent) => {
      const { title } = sent as { title: string };
      const name = `${title.replaceAll(/[/\\]/g, '')}.pdf`;
      return add(state, review, pdf(`evidence ${next()}`), { title, name });
    },
  };
  const rotation = certificateOf('human_rights_screening');
  return [
    [
      adding(state, 'certificates', ['/rotation', '/signatory'], rotation),
      adding(state, 'caveats', ['/description'], { kind: 'area', beforeMou: true }),
      adding(field, 'caveats', ['/description'], { kind: 'area', undeclared: true }, 'few'),
      evidence,
    ],
    [adding(state, 'comments', ['/text'], { audience: 'everyone' }, 'formulas', other)],
    [decisions],
    [adding(desk, 'findings', ['/action'], finding, 'formulas', closed), updates],
  ];
};

/** What is typed once in the life of a review: each text wants a review of its own. */
const onceForms = (cast: Cast): Typing[] => {
  const { desk } = cast;
  return [
    {
      fields: ['post /v1/reviews unit/name'],
      slots: [['/unit/name']],
      body: () => ({ ...opening, unit: { name: '', type: 'INF_BN' } }),
      much: 'few',
      send: (sent) => desk.post('/v1/reviews', sent),
    },
    {
      fields: perReview('withdrawal', 'reason'),
      slots: [['/reason']],
      body: () => ({}),
      much: 'few',
      send: async (sent) => command(desk, await opened(cast, 1), 'withdrawal', sent),
    },
  ];
};

/** What a unit owes each month is reported once a month: of a unit that arrived long ago, of one month each. */
const obligationForm = async (cast: Cast): Promise<Typing> => {
  const { desk, state } = cast;
  const instrument = { id: 'infantry-battalion', version: 2 };
  const arrival = '2025-06-01';
  const review = (await desk.post('/v1/reviews', { ...opening, instrument, arrival })).body.id;
  await openForm(state, review, 'self-assessment');
  await upToVerification(cast, review);
  await verified(cast, review);
  const { items } = (await desk.get(at(review, 'obligations'))).body;
  const owed = items.find(({ obligation }: { obligation: string }) => obligation === equipment);
  const days = owed.due.map(({ on }: { on: string }) => on) as string[];
  return {
    fields: ['post /v1/reviews/{id}/obligations/{obligation}/reports note'],
    slots: [['/note']],
    body: () => ({ dueOn: days.shift(), metOn: '2026-01-01' }),
    much: 'few',
    send: (sent) => state.post(at(review, `obligations/${equipment}/reports`), sent),
  };
};

/**
 * Every form that is filled in once per text, with what it needs to be there: lanes that do not disturb each
 * other, and in each the forms that are to be filled in one after the other.
 */
export const lanesOf = async (cast: Cast, admin: SignedIn): Promise<Typing[][]> => {
  const closed = await closedReview(cast);
  const beside = await dossierForms(cast, closed);
  return [
    ...runningForms(cast).map((form) => [form]),
    ...beside,
    ...onceForms(cast).map((form) => [form]),
    dialogueForms(cast),
    [await obligationForm(cast)],
    ...peopleForms(admin, cast).map((form) => [form]),
  ];
};
