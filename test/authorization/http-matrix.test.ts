import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Action,
  type Facts,
  instrumentActions,
  reviewActions,
} from '../../domain/permissions.ts';
import { Situation } from '../../domain/situation.ts';
import { type Stage, stages } from '../../domain/stages.ts';
import { startHost } from '../support/host.ts';
import { type Player, signInAll } from './cast.ts';
import { answerTo, mayBy } from './oracle.ts';
import { type ReviewRequest, reviewRequests } from './requests.ts';
import { reviewOf, type Scene, stage } from './scenes.ts';

const open = ['self_assessment', 'evaluation', 'decision', 'verification', 'signature'] as const;
const scenes: Scene[] = [
  ...Situation.options.map((situation) => ({ situation })),
  ...open.map((situation) => ({ situation, suspended: true })),
  { situation: 'self_assessment', seen: true },
  { situation: 'evaluation', seen: true },
  { situation: 'evaluation', assigned: 'over' },
  ...(['self_assessment', 'evaluation', 'verification'] as const).map((situation) => ({
    situation,
    assigned: 'now' as const,
  })),
  { situation: 'closed', released: ['evaluation'] },
  { situation: 'closed', released: ['notes', 'verification'] },
];

let host: Awaited<ReturnType<typeof startHost>>;
let cast: Awaited<ReturnType<typeof signInAll>>;

beforeAll(async () => {
  host = await startHost();
  cast = await signInAll(host.url);
  for (const scene of scenes) await stage(scene);
}, 600_000);
afterAll(async () => {
  console.log(
    `${told.cells} requests: ${told.allowed} allowed, ${told.denied} refused, ${told.unseen} answered as for an unknown review; ${told.offers} lists of allowed actions`,
  );
  await host.close();
});

const aboutOf = ({ situation, suspended = false }: Scene) => ({
  contributor: 'RWA',
  mission: 'MINUSCA',
  situation,
  suspended,
});

const factsOf = ({ seen, released, assigned }: Scene, { did }: Player, of?: Stage): Facts => ({
  ...(of && { stage: of }),
  submitted: did === 'submitted',
  evaluated: did === 'evaluated',
  decided: did === 'decided',
  verified: did === 'verified',
  assignedToOther: assigned === 'now',
  seen: seen ?? false,
  released: released ?? [],
});

const send = async (player: Player, { method, pathOf, body }: ReviewRequest, review: string) => {
  const response = await fetch(`${host.url}${pathOf(review)}`, {
    method,
    headers: { ...player.headers, 'idempotency-key': crypto.randomUUID() },
    ...(body !== undefined && { body }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the wire is untyped; each test asserts what it reads
  return { status: response.status, body: (await response.json()) as any };
};
type Answered = Awaited<ReturnType<typeof send>>;

/** What an answer says of the rules: a problem that is none of theirs comes after them. */
const meaningOf = ({ status, body }: Answered): string => {
  const problem = String(body.type).split('#')[1] ?? '';
  if (['not_found', 'forbidden', 'separation_of_duties', 'wrong_stage'].includes(problem))
    return `${status} ${problem}`;
  return status < 500 && status !== 401 ? 'allowed' : `${status} ${problem}`;
};

const statuses = {
  not_found: '404 not_found',
  forbidden: '403 forbidden',
  separation_of_duties: '403 separation_of_duties',
  wrong_stage: '409 wrong_stage',
  allowed: 'allowed',
};

const told = { cells: 0, allowed: 0, denied: 0, unseen: 0, offers: 0 };

const unknown = '0'.repeat(20);
const unplaced = ({ body }: Answered) => ({ ...body, instance: undefined, traceId: undefined });

const check = async (player: Player, request: ReviewRequest, scene: Scene): Promise<string[]> => {
  const review = reviewOf(scene);
  const facts = factsOf(scene, player, request.stage);
  const wanted = answerTo(player.asker, request.action, aboutOf(scene), facts);
  const answered = await send(player, request, review);
  told.cells += 1;
  told[wanted === 'allowed' ? 'allowed' : wanted === 'not_found' ? 'unseen' : 'denied'] += 1;
  const place = `${player.id} ${request.method} ${request.pathOf('')} ${JSON.stringify(scene)}`;
  const noPart = wanted === 'allowed' && request.ofPart && answered.status === 404;
  const meant = noPart ? 'allowed' : meaningOf(answered);
  if (meant !== statuses[wanted]) return [`${place}: ${meant}, the table says ${wanted}`];
  if (wanted === 'allowed' && request.wantsMatch && answered.status !== 428)
    return [`${place}: ${answered.status} without If-Match`];
  if (wanted !== 'not_found') return [];
  const stranger = await send(player, request, unknown);
  return JSON.stringify(unplaced(stranger)) === JSON.stringify(unplaced(answered))
    ? []
    : [`${place}: not as an unknown one`];
};

const byDeeds: readonly Action[] = [
  'save-draft',
  'submit',
  'send-back',
  'recall',
  'return',
  'decide',
  'sign',
];
const ofDeeds = reviewRequests.filter(({ action }) => byDeeds.includes(action));

const checkAll = async (
  players: readonly Player[],
  requests: readonly ReviewRequest[],
  at: readonly Scene[],
): Promise<string[]> => {
  const wrong: string[] = [];
  for (const scene of at)
    for (const request of requests)
      for (const player of players) wrong.push(...(await check(player, request, scene)));
  return wrong;
};

const offered = (player: Player, scene: Scene) =>
  [...reviewActions, ...instrumentActions].filter((action) =>
    stages.some((of) => mayBy(player.asker, action, aboutOf(scene), factsOf(scene, player, of))),
  );

const readReview = reviewRequests.filter(({ action }) => action === 'read-review');

/** Whether what a review offers this person is what the table says; false where they do not see it. */
const compareOffer = async (player: Player, scene: Scene): Promise<boolean> => {
  for (const request of readReview) {
    const { status, body } = await send(player, request, reviewOf(scene));
    if (status !== 200) return false;
    const place = [player.id, scene];
    expect([...place, ...body.allowedActions.toSorted()]).toEqual([
      ...place,
      ...offered(player, scene).toSorted(),
    ]);
  }
  return true;
};

const isBare = ({ situation: _, ...more }: Scene) => Object.keys(more).length === 0;
const isOpen = ({ situation }: Scene) => open.some((one) => one === situation);
const isGiven = ({ assigned, released }: Scene) => Boolean(assigned ?? released);

const given = scenes.filter(isGiven);
const others = scenes.filter((scene) => !isGiven(scene));
const bare = scenes.filter(isBare);
const aboutStages = reviewRequests.filter(({ stage: of }) => of !== undefined);

describe('over HTTP', { timeout: 1_200_000 }, () => {
  it('the actions that a review offers are those of the table', async () => {
    for (const scene of scenes)
      for (const player of [...cast.clean, ...cast.doers])
        if (await compareOffer(player, scene)) told.offers += 1;

    expect(told.offers).toBeGreaterThan(scenes.length * cast.doers.length);
  });

  it('whoever did something on a review may do what the table says', async () => {
    expect(await checkAll(cast.doers, ofDeeds, others)).toEqual([]);
  });

  it('whoever acts for them may do no more', async () => {
    expect(await checkAll(cast.delegates, ofDeeds, bare.filter(isOpen))).toEqual([]);
  });

  it('everybody else may do what the table says', async () => {
    expect(await checkAll(cast.clean, reviewRequests, others)).toEqual([]);
  });

  it('an assignment and a release change what the table says they change', async () => {
    expect(await checkAll(cast.clean, aboutStages, given)).toEqual([]);
  });

  it('a review that somebody may not see is as one that does not exist', async () => {
    const some = bare.filter(({ situation }) => ['evaluation', 'in_transit'].includes(situation));

    expect(await checkAll(cast.strangers, reviewRequests, some)).toEqual([]);
  });
});
