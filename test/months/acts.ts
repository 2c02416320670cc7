import { now } from '../../adapters/clock.ts';
import { getHead } from '../../adapters/reviews.ts';
import type { Criterion } from '../../domain/instrument.ts';
import type { Role } from '../../domain/permissions.ts';
import type { Head } from '../../domain/review.ts';
import { oneOf, type Random } from '../crash/seeded.ts';
import { type Answered, answersTo, opening, type SignedIn } from '../support/client.ts';
import { colleaguesOf, missions, states } from './people.ts';
import type { Act } from './script.ts';

/** Everybody by their id, and what chance decides. */
export interface Office {
  readonly people: ReadonlyMap<string, SignedIn>;
  readonly random: Random;
}

const day = 86_400_000;
const reason = 'as agreed';

const dayAfter = (from: number, days: number): string =>
  new Date(from + days * day).toISOString().slice(0, 10);

const signedInAs = ({ people }: Office, id: string | undefined): SignedIn => {
  const person = id === undefined ? undefined : people.get(id);
  if (!person) throw new Error(`nobody is called ${id}`);
  return person;
};

/** Who answers the open stage, and where: the first of the role there is. */
const ownerOf = ({ stage, contributor, mission }: Head): { role: Role; ids: readonly string[] } => {
  if (stage === 'self-assessment')
    return { role: 'permanent_mission', ids: colleaguesOf('permanent_mission', contributor) };
  if (stage === 'evaluation') return { role: 'evaluator', ids: colleaguesOf('evaluator', '') };
  return { role: 'verifier', ids: colleaguesOf('verifier', mission) };
};

/** Whoever the stage is given to, else anybody who may answer it. */
const actorOf = (office: Office, head: Head): SignedIn | undefined => {
  const { ids } = ownerOf(head);
  const given = head.assignments[head.stage]?.person;
  const id = given && office.people.has(given) ? given : ids[0];
  return id === undefined ? undefined : signedInAs(office, id);
};

const matching = (head: Head) => ({ 'if-match': `"${head.version}"` });

const submit = async (office: Office, head: Head): Promise<Answered | undefined> => {
  const person = actorOf(office, head);
  if (!person) return undefined;
  const path = `/v1/reviews/${head.id}/stages/${head.stage}`;
  const form = await person.get(path);
  if (form.status !== 200) return form;
  const returned: string[] = form.body.returned.map(
    ({ criterion }: { criterion: string }) => criterion,
  );
  const asked = form.body.criteria.filter(
    ({ id }: Criterion) => returned.length === 0 || returned.includes(id),
  );
  const decides = head.stage === 'evaluation' && head.instrument.version === 2;
  const body = { answers: answersTo(asked), declaration: true };
  return person.post(
    `${path}/submission`,
    { ...body, ...(decides && { recommendation: 'ready' }) },
    { 'if-match': form.etag },
  );
};

const assign = (office: Office, head: Head): Promise<Answered> => {
  const { ids } = ownerOf(head);
  const [first = 'desk-a', ...others] = ids;
  const person = oneOf(office.random, [first, ...others]);
  const until = office.random() < 0.5 ? { until: dayAfter(now(), 10) } : {};
  const body = { stage: head.stage, person, ...until };
  return signedInAs(office, 'desk-a').post(
    `/v1/reviews/${head.id}/assignments`,
    body,
    matching(head),
  );
};

const acknowledge = (office: Office, head: Head): Promise<Answered> => {
  const own = head.waiting === 'decision' ? 'director-a' : ownerOf(head).ids[0];
  const id = head.waiting === 'signature' ? 'contingent-rwa' : own;
  const person = signedInAs(office, id ?? 'desk-a');
  return person.post(`/v1/reviews/${head.id}/acknowledgements`, {}, matching(head));
};

const sendBack = async (office: Office, head: Head): Promise<Answered> => {
  const criteria = [{ criterion: 'INF-A1', reason, wanted: 'the date' }];
  const person = head.waiting === 'decision' ? 'director-a' : 'desk-a';
  return signedInAs(office, person).post(
    `/v1/reviews/${head.id}/returns`,
    { criteria },
    matching(head),
  );
};

const desk =
  (path: string, bodyOf: (head: Head, random: Random) => object, by = 'desk-a') =>
  (office: Office, head: Head): Promise<Answered> =>
    signedInAs(office, by).post(
      `/v1/reviews/${head.id}/${path}`,
      bodyOf(head, office.random),
      matching(head),
    );

const dueOf = ({ dueAt }: Head): number => Math.max(Date.parse(dueAt ?? ''), now());

const does: Record<Act, (office: Office, head: Head) => Promise<Answered | undefined>> = {
  submit,
  assign,
  acknowledge,
  return: sendBack,
  extend: desk('extensions', (head, random) => ({
    dueOn: dayAfter(dueOf(head), 2 + Math.floor(random() * 20)),
    reason,
  })),
  suspend: desk('suspension', () => ({ reason })),
  resume: desk('resumption', () => ({ reason })),
  withdraw: desk('withdrawal', () => ({ reason })),
  move: desk('anchors', (_, random) => ({
    arrival: dayAfter(now(), 5 + Math.floor(random() * 60)),
    reason,
  })),
  decide: desk('decisions', () => ({ decision: 'ready' }), 'director-a'),
  sign: desk('stages/verification/signatures', () => ({ agrees: true }), 'contingent-rwa'),
};

/** Does one thing with a review; the status of the answer, 0 where there is nobody to do it. */
export const perform = async (office: Office, review: string, act: Act): Promise<number> => {
  const head = await getHead(review);
  if (!head) return 0;
  return (await does[act](office, head))?.status ?? 0;
};

/** Opens a review by either version of the instrument. */
export const openOne = async (office: Office, number: number): Promise<string> => {
  const { random } = office;
  const instrument = { ...opening.instrument, version: random() < 0.5 ? 1 : 2 };
  const { body, status } = await signedInAs(office, 'desk-b').post('/v1/reviews', {
    ...opening,
    contributor: oneOf(random, states),
    mission: oneOf(random, missions),
    unit: { ...opening.unit, name: `Fictional Battalion ${number}` },
    instrument,
    plannedDeployment: dayAfter(now(), 20 + Math.floor(random() * 120)),
  });
  if (status !== 201) throw new Error(`a review was not opened: ${status}`);
  return body.id;
};
